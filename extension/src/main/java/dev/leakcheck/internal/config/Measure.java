package dev.leakcheck.internal.config;

/** What has a budget though nothing is left behind by it; without a limit unless one is set. */
public enum Measure {
    /** HTTP bodies that ended in a way that holds nothing and is untidy all the same. */
    ABANDONED_BODIES("abandonedBodies", false),
    /** The bytes that the threads of a test allocate. */
    ALLOCATION("allocation", true),
    /** The most file descriptors of a test that are open at the same time. */
    PEAK_FILE_DESCRIPTORS("peakFileDescriptors", false),
    /** The most HTTP bodies of a test that are open at the same time. */
    PEAK_BODIES("peakBodies", false);

    private final String attribute;
    private final boolean memory;

    Measure(String attribute, boolean memory) {
        this.attribute = attribute;
        this.memory = memory;
    }

    /** What it is called in {@code @LeakBudget} and after {@code leakcheck.budget.}. */
    public String attribute() {
        return attribute;
    }

    /** Whether it is measured in bytes, not counted. */
    public boolean isMemory() {
        return memory;
    }
}
