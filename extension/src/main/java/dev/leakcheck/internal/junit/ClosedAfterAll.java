package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.bytecode.FieldReads;
import dev.leakcheck.internal.jdk.Initialization;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * What a class prepares for its tests and ends after all of them: what its {@code @AfterAll} methods find in fields, and what is
 * in fields with {@code @AutoClose}. It is meant to live as long as the class.
 */
final class ClosedAfterAll {

    /** Of JUnit 5.11 and later. */
    private static final String AUTO_CLOSE = "org.junit.jupiter.api.AutoClose";

    /** By class value, so that no class loader of the user's is kept alive. */
    private static final ClassValue<Set<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected Set<Field> computeValue(Class<?> type) {
            return find(type);
        }
    };

    private ClosedAfterAll() {}

    /**
     * What is in these fields now.
     *
     * @param instances those of test classes that live as long as these
     */
    static List<Object> by(Class<?> testClass, List<Object> instances) {
        List<Object> values = new ArrayList<>();
        for (Field field : FIELDS.get(testClass)) {
            if (!Modifier.isStatic(field.getModifiers())) {
                instances.stream()
                        .filter(field.getDeclaringClass()::isInstance)
                        .forEach(instance -> add(field, instance, values));
            } else if (Initialization.isDone(field.getDeclaringClass())) {
                add(field, null, values);
            }
        }
        return values;
    }

    /** Whether a method that JUnit called prepares tests of a class, or makes them. */
    static boolean isPreparedBy(StackTraceElement called, Class<?> testClass) {
        return Stream.of(BeforeEach.class, TestFactory.class)
                .flatMap(kind ->
                        AnnotationSupport.findAnnotatedMethods(testClass, kind, HierarchyTraversalMode.TOP_DOWN)
                                .stream())
                .anyMatch(method -> method.getName().equals(called.getMethodName())
                        && method.getDeclaringClass().getName().equals(called.getClassName()));
    }

    private static void add(Field field, @Nullable Object instance, List<Object> values) {
        try {
            Object value = Modules.makeAccessible(field) ? field.get(instance) : null;
            if (value != null) {
                values.add(value);
            }
        } catch (IllegalAccessException unreadable) {
            // Then what it holds is not known.
        }
    }

    private static Set<Field> find(Class<?> testClass) {
        Set<Field> fields = new LinkedHashSet<>(FieldReads.of(
                testClass,
                AnnotationSupport.findAnnotatedMethods(testClass, AfterAll.class, HierarchyTraversalMode.BOTTOM_UP)));
        for (Class<?> type = testClass; type != null; type = type.getSuperclass()) {
            Stream.of(type.getDeclaredFields())
                    .filter(ClosedAfterAll::isAutoClosed)
                    .forEach(fields::add);
        }
        fields.removeIf(field -> field.getType().isPrimitive());
        return fields;
    }

    private static boolean isAutoClosed(Field field) {
        return Stream.of(field.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().equals(AUTO_CLOSE));
    }
}
