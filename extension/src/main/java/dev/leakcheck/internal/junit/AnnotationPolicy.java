package dev.leakcheck.internal.junit;

import dev.leakcheck.LeakBudget;
import dev.leakcheck.LeakCheck;
import dev.leakcheck.LeakIgnore;
import dev.leakcheck.Resource;
import dev.leakcheck.internal.config.BadConfigurationException;
import dev.leakcheck.internal.config.Budgets;
import dev.leakcheck.internal.config.Configuration;
import dev.leakcheck.internal.config.IgnoreRule;
import dev.leakcheck.internal.config.Measure;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.config.Sizes;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Reads what the annotations of a test and its classes say: the innermost element wins, attribute by attribute. */
final class AnnotationPolicy {

    private final Configuration configuration;
    private final Map<Class<?>, Policy> ofClasses = new ConcurrentHashMap<>();
    /** By class: of its tests that no annotation of ours sets apart. */
    private final Map<Class<?>, Policy> ofPlainTests = new ConcurrentHashMap<>();
    /** By class and method: all invocations of a test share theirs. */
    private final Map<List<AnnotatedElement>, Policy> ofTests = new ConcurrentHashMap<>();

    private final StaleIgnores ignores = new StaleIgnores();

    AnnotationPolicy(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * The policy of a class.
     *
     * @throws BadConfigurationException naming the annotation, its place and what is allowed
     */
    Policy of(Class<?> testClass) {
        return ofClasses.computeIfAbsent(
                testClass, type -> resolve(outerToInner(type), allAreRequested() || hasRequest(type)));
    }

    /** The policy of a method of a class. */
    Policy of(Class<?> testClass, Method method) {
        if (!OwnAnnotations.areOn(method)) {
            return ofPlainTests.computeIfAbsent(testClass, type -> resolve(outerToInner(type), allAreRequested()));
        }
        return ofTests.computeIfAbsent(List.of(testClass, method), test -> {
            List<AnnotatedElement> elements = outerToInner(testClass);
            elements.add(method);
            return resolve(elements, allAreRequested());
        });
    }

    /** Who says what the heap may take asks for it, and so does who annotates. */
    private boolean allAreRequested() {
        return !configuration.checksAll() || configuration.heapQuota().isPresent();
    }

    private static List<AnnotatedElement> outerToInner(Class<?> testClass) {
        List<AnnotatedElement> elements = new ArrayList<>();
        for (Class<?> type = testClass; type != null; type = type.getEnclosingClass()) {
            elements.add(0, type);
        }
        return elements;
    }

    /** From the topmost class down: what a class does not set, its superclass may. */
    private static List<AnnotatedElement> withSuperclasses(AnnotatedElement element) {
        List<AnnotatedElement> elements = new ArrayList<>(List.of(element));
        if (element instanceof Class<?> type) {
            for (Class<?> above = type.getSuperclass(); above != null && above != Object.class; ) {
                elements.add(0, above);
                above = above.getSuperclass();
            }
        }
        return elements;
    }

    /** Up to JUnit 5.11 a test begins by its class's policy; and a class answers for tests that ran at the same time. */
    private static boolean hasRequest(Class<?> testClass) {
        return !ReflectionSupport.findMethods(testClass, AnnotationPolicy::isRequest, HierarchyTraversalMode.TOP_DOWN)
                .isEmpty();
    }

    private static boolean isRequest(Method method) {
        return OwnAnnotations.areOn(method)
                && (AnnotationSupport.isAnnotated(method, LeakCheck.class)
                        || !AnnotatedBudgets.of(method).isEmpty());
    }

    private Policy resolve(List<AnnotatedElement> elements, boolean requestedAnyway) {
        Set<Resource> resources = EnumSet.allOf(Resource.class);
        Budgets budgets = configuration.budgets();
        List<IgnoreRule> accepted = new ArrayList<>(configuration.ignores());
        boolean requested = requestedAnyway;
        for (AnnotatedElement element : elements) {
            String place = ScopeNames.of(element);
            var check = AnnotationSupport.findAnnotation(element, LeakCheck.class);
            if (check.isPresent()) {
                requested = true;
                resources = check.get().value().length == 0
                        ? EnumSet.allOf(Resource.class)
                        : EnumSet.copyOf(List.of(check.get().value()));
            }
            for (AnnotatedElement each : withSuperclasses(element)) {
                List<LeakBudget> nearestFirst = AnnotatedBudgets.of(each);
                requested |= !nearestFirst.isEmpty();
                for (int i = nearestFirst.size() - 1; i >= 0; i--) {
                    budgets = narrowed(budgets, nearestFirst.get(i), ScopeNames.of(each));
                }
            }
            AnnotationSupport.findRepeatableAnnotations(element, LeakIgnore.class)
                    .forEach(ignore -> accepted.add(ignores.rememberedFor(element, ignore, () -> rule(ignore, place))));
        }
        return new Policy(resources, budgets, List.copyOf(accepted), requested, configuration);
    }

    /** The ignores that were resolved so far. */
    StaleIgnores ignores() {
        return ignores;
    }

    private static IgnoreRule rule(LeakIgnore ignore, String place) {
        return IgnoreRule.of(
                ignore.threads(), ignore.files(), ignore.createdBy(), ignore.because(), "@LeakIgnore on " + place);
    }

    private static Budgets narrowed(Budgets inherited, LeakBudget budget, String place) {
        Budgets budgets = inherited.with(limits(budget, place));
        for (Measure measure : Measure.values()) {
            String attribute = attribute(measure.attribute(), place);
            if (measure.isMemory()) {
                String size = budget.allocation();
                budgets = size.isEmpty() ? budgets : budgets.with(measure, Sizes.parse(size, attribute));
            } else {
                int count = count(budget, measure);
                budgets = count == LeakBudget.INHERITED ? budgets : budgets.with(measure, count(count, attribute));
            }
        }
        return budgets;
    }

    private static int count(LeakBudget budget, Measure measure) {
        return switch (measure) {
            case ABANDONED_BODIES -> budget.abandonedBodies();
            case PEAK_FILE_DESCRIPTORS -> budget.peakFileDescriptors();
            case PEAK_BODIES -> budget.peakBodies();
            case ALLOCATION -> throw new IllegalArgumentException("a size");
        };
    }

    private static Map<Resource, Long> limits(LeakBudget budget, String place) {
        Map<Resource, Long> limits = new EnumMap<>(Resource.class);
        count(limits, Resource.THREADS, budget.threads(), place);
        count(limits, Resource.FILE_DESCRIPTORS, budget.fileDescriptors(), place);
        count(limits, Resource.BODIES, budget.bodies(), place);
        count(limits, Resource.JDBC, budget.jdbc(), place);
        count(limits, Resource.PROCESSES, budget.processes(), place);
        size(limits, Resource.HEAP, budget.heap(), place);
        size(limits, Resource.DIRECT_MEMORY, budget.directMemory(), place);
        return limits;
    }

    private static void count(Map<Resource, Long> limits, Resource resource, int count, String place) {
        if (count != LeakBudget.INHERITED) {
            limits.put(resource, count(count, attribute(Budgets.attribute(resource), place)));
        }
    }

    private static long count(int count, String attribute) {
        if (count < 0) {
            throw new BadConfigurationException(attribute + ": " + count
                    + " is no budget. Allowed are whole numbers from 0, and LeakBudget.UNLIMITED");
        }
        return count == LeakBudget.UNLIMITED ? Budgets.UNLIMITED : count;
    }

    private static void size(Map<Resource, Long> limits, Resource resource, String size, String place) {
        if (!size.isEmpty()) {
            limits.put(resource, Sizes.parse(size, attribute(Budgets.attribute(resource), place)));
        }
    }

    private static String attribute(String attribute, String place) {
        return "@LeakBudget(" + attribute + ") on " + place;
    }
}
