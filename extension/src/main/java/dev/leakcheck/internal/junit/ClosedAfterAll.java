package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.bytecode.FieldReads;
import dev.leakcheck.internal.reflect.FieldValues;
import java.lang.reflect.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
        return FieldValues.of(FIELDS.get(testClass), instances);
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

    private static Set<Field> find(Class<?> testClass) {
        Set<Field> fields = new LinkedHashSet<>(FieldReads.of(
                testClass,
                AnnotationSupport.findAnnotatedMethods(testClass, AfterAll.class, HierarchyTraversalMode.BOTTOM_UP)));
        for (Class<?> type = testClass; type != null; type = type.getSuperclass()) {
            Stream.of(type.getDeclaredFields())
                    .filter(ClosedAfterAll::isAutoClosed)
                    .forEach(fields::add);
        }
        return fields;
    }

    private static boolean isAutoClosed(Field field) {
        return Stream.of(field.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().equals(AUTO_CLOSE));
    }
}
