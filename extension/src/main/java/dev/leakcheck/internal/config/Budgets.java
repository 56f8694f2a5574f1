package dev.leakcheck.internal.config;

import dev.leakcheck.Resource;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** How much of each resource a scope may leave behind; what is not set is inherited. */
public final class Budgets {

    /** No limit. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    private static final long KB = 1024;
    private static final long MB = 1024 * KB;

    private final Map<Resource, Long> limits;
    private final Map<Measure, Long> measures;

    private Budgets(Map<Resource, Long> limits, Map<Measure, Long> measures) {
        this.limits = Collections.unmodifiableMap(limits);
        this.measures = Collections.unmodifiableMap(measures);
    }

    /**
     * The defaults: nothing may be left of what is counted. The first use of a JDK facility grows the heap by up to
     * 2.7 MB (java.net.http), so 4 MB is the smallest round budget that never cries wolf.
     */
    public static Budgets defaults() {
        Map<Resource, Long> limits = new EnumMap<>(Resource.class);
        for (Resource resource : Resource.values()) {
            limits.put(resource, 0L);
        }
        limits.put(Resource.HEAP, 4 * MB);
        limits.put(Resource.DIRECT_MEMORY, MB);
        return new Budgets(limits, new EnumMap<>(Measure.class));
    }

    /** The same, with what is given here set over it. */
    public Budgets with(Map<Resource, Long> overrides) {
        Map<Resource, Long> merged = new EnumMap<>(limits);
        merged.putAll(overrides);
        return new Budgets(merged, measures);
    }

    /** The same with another limit of a measure. */
    public Budgets with(Measure measure, long limit) {
        Map<Measure, Long> merged = new EnumMap<>(Measure.class);
        merged.putAll(measures);
        merged.put(measure, limit);
        return new Budgets(limits, merged);
    }

    /** The limit of a measure. */
    public long of(Measure measure) {
        return measures.getOrDefault(measure, UNLIMITED);
    }

    /** The limit of a resource, in what {@link #isMemory} says. */
    public long of(Resource resource) {
        return limits.get(resource);
    }

    /** Whether a resource is measured in bytes, not counted. */
    public static boolean isMemory(Resource resource) {
        return resource == Resource.HEAP || resource == Resource.DIRECT_MEMORY;
    }

    /** What the resource is called in {@code @LeakBudget} and after {@code leakcheck.budget.}. */
    public static String attribute(Resource resource) {
        return switch (resource) {
            case THREADS -> "threads";
            case FILE_DESCRIPTORS -> "fileDescriptors";
            case BODIES -> "bodies";
            case JDBC -> "jdbc";
            case PROCESSES -> "processes";
            case DIRECT_MEMORY -> "directMemory";
            case HEAP -> "heap";
        };
    }
}
