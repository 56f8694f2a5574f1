package dev.leakcheck.internal.junit;

import dev.leakcheck.LeakCheck;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * Which methods bear an annotation of LeakCheck's, directly or by annotations on it: most bear none, and to search each
 * for every one of them would take longer than all else that a test which leaks nothing pays for.
 */
final class OwnAnnotations {

    private static final String PACKAGE = LeakCheck.class.getPackageName();

    /** By the type of annotation, since thousands of methods share a few. */
    private static final ClassValue<Boolean> LEADS_TO_OURS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> annotationType) {
            return leadsToOurs(annotationType);
        }
    };

    private OwnAnnotations() {}

    /** Whether it is worth looking for one of them. */
    static boolean areOn(Method method) {
        for (Annotation annotation : method.getDeclaredAnnotations()) {
            if (LEADS_TO_OURS.get(annotation.annotationType())) {
                return true;
            }
        }
        return false;
    }

    private static boolean leadsToOurs(Class<?> annotationType) {
        Set<Class<?>> seen = new HashSet<>(Set.of(annotationType));
        Deque<Class<?>> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            Class<?> type = left.pop();
            if (type.getPackageName().equals(PACKAGE)) {
                return true;
            }
            for (Annotation meta : type.getDeclaredAnnotations()) {
                if (seen.add(meta.annotationType())) {
                    left.push(meta.annotationType());
                }
            }
        }
        return false;
    }
}
