package dev.leakcheck.internal.junit;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
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

    private final Set<String> ended = ConcurrentHashMap.newKeySet();
    private final Set<AnnotatedElement> succeeded = ConcurrentHashMap.newKeySet();

    /** Takes note that a test or a class succeeded, and tells whether all that belongs to it did. */
    boolean succeeded(ExtensionContext context) {
        if (context.getTestClass().isEmpty()) {
            return true; // A dynamic test is all that belongs to it; its factory is asked about on its own.
        }
        Class<?> type = context.getRequiredTestClass();
        if (context.getTestMethod().isEmpty()) {
            boolean whole = isWhole(type);
            if (whole) {
                succeeded.add(type);
            }
            return whole;
        }
        succeeded.add(context.getRequiredTestMethod());
        ended.add(key(type, context.getRequiredTestMethod()));
        return true;
    }

    /** Whether a method, or all of a class, ran and succeeded. */
    boolean hasSucceeded(AnnotatedElement element) {
        return succeeded.contains(element);
    }

    private boolean isWhole(Class<?> type) {
        return AnnotationSupport.findAnnotatedMethods(type, Testable.class, HierarchyTraversalMode.TOP_DOWN).stream()
                        .allMatch(method -> ended.contains(key(type, method)))
                && ReflectionSupport.findNestedClasses(
                                type, nested -> AnnotationSupport.isAnnotated(nested, Nested.class))
                        .stream()
                        .allMatch(this::isWhole);
    }

    private static String key(Class<?> type, Method method) {
        return type.getName() + '#' + method.getName();
    }
}
