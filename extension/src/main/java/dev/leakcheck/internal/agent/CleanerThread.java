package dev.leakcheck.internal.agent;

/** The thread that runs the JDK's own cleaners, each when what it cleans up after has been collected. */
final class CleanerThread {

    private static final String NAME = "Common-Cleaner";
    private static final String TYPE = "jdk.internal.misc.InnocuousThread";

    private CleanerThread() {}

    /** Asked at each close: of most threads the first question is the last. */
    static boolean isThis() {
        Thread current = Thread.currentThread();
        return current.getClass() != Thread.class
                && current.getName().equals(NAME)
                && current.getClass().getName().equals(TYPE);
    }
}
