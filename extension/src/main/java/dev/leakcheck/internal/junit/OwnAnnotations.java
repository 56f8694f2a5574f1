package dev.leakcheck.internal.junit;

import dev.leakcheck.LeakCheck;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which methods bear an annotation of LeakCheck's, or one that bears it, however deep: most bear none, and to search each
 * method for every one of them takes long. Says yes where a search may find none, never the other way round.
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
            for (Class<?> next : near(type)) {
                if (seen.add(next)) {
                    left.push(next);
                }
            }
        }
        return false;
    }

    /** What an annotation bears, and what it contains where it stands for several that are repeatable. */
    private static List<Class<?>> near(Class<?> annotationType) {
        List<Class<?>> near = new ArrayList<>();
        for (Annotation meta : annotationType.getDeclaredAnnotations()) {
            near.add(meta.annotationType());
        }
        for (Method attribute : annotationType.getDeclaredMethods()) {
            Class<?> element = attribute.getReturnType().getComponentType();
            if (element != null && element.isAnnotation()) {
                near.add(element);
            }
        }
        return near;
    }
}
