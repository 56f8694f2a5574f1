package dev.leakcheck.internal.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Which tests ran to their end: what a class no longer leaks when one of its tests ran alone, it may still leak when all
 * of them run.
 */
final class Completeness {

    private final Map<Class<?>, Set<Method>> ended = new ConcurrentHashMap<>();
    private final Set<AnnotatedElement> succeeded = ConcurrentHashMap.newKeySet();

    /** Takes note that a test succeeded, or a class, which does even if tests in it fail: see {@link #isWhole}. */
    void succeeded(ExtensionContext context) {
        if (context.getTestClass().isEmpty()) {
            return;
        }
        Class<?> type = context.getRequiredTestClass();
        Method method = context.getTestMethod().orElse(null);
        succeeded.add(method == null ? type : method);
        if (method != null) {
            ended.computeIfAbsent(type, ignored -> ConcurrentHashMap.newKeySet())
                    .add(method);
        }
    }

    /** Whether all that belongs to a test or a class that has succeeded did so. */
    boolean isWhole(ExtensionContext context) {
        // A dynamic test is all that belongs to it; its factory is asked about on its own.
        return context.getTestClass().isEmpty()
                || context.getTestMethod().isPresent()
                || isWhole(context.getRequiredTestClass());
    }

    /** Whether a method, or all of a class, ran and succeeded. */
    boolean hasSucceeded(AnnotatedElement element) {
        return succeeded.contains(element) && (!(element instanceof Class<?> type) || isWhole(type));
    }

    private boolean isWhole(Class<?> type) {
        return AnnotationSupport.findAnnotatedMethods(type, Testable.class, HierarchyTraversalMode.TOP_DOWN).stream()
                        .allMatch(method -> ended.getOrDefault(type, Set.of()).contains(method))
                && ReflectionSupport.findNestedClasses(
                                type, nested -> AnnotationSupport.isAnnotated(nested, Nested.class))
                        .stream()
                        .allMatch(this::isWhole);
    }
}
