package dev.leakcheck.internal.junit;

import dev.leakcheck.LeakBudget;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** All budgets that an element is annotated with: its own and those of annotations on it, however deep. */
final class AnnotatedBudgets {

    private AnnotatedBudgets() {}

    /** The nearest first, of the same distance those of the annotation that comes first; then those of interfaces. */
    static List<LeakBudget> of(AnnotatedElement element) {
        List<LeakBudget> budgets = new ArrayList<>();
        addAll(element, budgets);
        if (element instanceof Class<?> type) {
            for (Class<?> implemented : type.getInterfaces()) {
                budgets.addAll(of(implemented));
            }
        }
        return budgets;
    }

    private static void addAll(AnnotatedElement element, List<LeakBudget> budgets) {
        Set<Class<?>> seen = new HashSet<>();
        List<Annotation> level = Arrays.asList(element.getDeclaredAnnotations());
        while (!level.isEmpty()) {
            List<Annotation> next = new ArrayList<>();
            for (Annotation annotation : level) {
                Class<? extends Annotation> type = annotation.annotationType();
                if (annotation instanceof LeakBudget budget) {
                    budgets.add(budget);
                } else if (!type.getName().startsWith("java.lang.annotation.") && seen.add(type)) {
                    next.addAll(Arrays.asList(type.getDeclaredAnnotations()));
                }
            }
            level = next;
        }
    }
}
