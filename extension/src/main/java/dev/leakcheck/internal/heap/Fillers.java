package dev.leakcheck.internal.heap;

/**
 * The holes that a collector leaves between objects. Since JDK 19 they have a class of their own. Before, they count as
 * {@code int[]}, and only a heap dump tells them from real arrays: nothing refers to them.
 */
final class Fillers {

    /** One of four full collections of Serial compacts to the end and leaves no hole. */
    static final int RETAKES = 3;

    private static final boolean ANONYMOUS = Runtime.version().feature() < 19;
    private static final String NAME = "int[]";
    private static final long SUSPICIOUS_BYTES = 256 * 1024;

    private Fillers() {}

    /** Tells whether a class is that of holes and of nothing else. */
    static boolean areNamed(String className) {
        return className.startsWith("jdk.internal.vm.Filler");
    }

    /** Tells whether an object in a dump that nothing refers to is a hole: there, arrays of int stand for them still. */
    static boolean mayBe(String className) {
        return areNamed(className) || className.equals(NAME);
    }

    /** Tells whether arrays of int have grown so much that holes may be among them. */
    static boolean suspected(ClassHistogram now, ClassHistogram earlier) {
        return ANONYMOUS && growth(now, earlier) > SUSPICIOUS_BYTES;
    }

    /** Returns the bytes of all that cannot be told from holes. */
    static long amongArrays(ClassHistogram histogram) {
        return ANONYMOUS ? histogram.of(NAME).bytes() : 0;
    }

    /** Counts the reachable arrays of int, but only where they can make a difference to the verdict. */
    static ClassHistogram removedFrom(ClassHistogram now, ClassHistogram baseline, long budget) {
        if (!suspected(now, baseline) || now.growthBytesSince(baseline) - growth(now, baseline) > budget) {
            return now;
        }
        HeapDumpReachability dump = HeapDumpReachability.analyse();
        return dump.analysed() ? now.with(dump.reachable(NAME)) : now;
    }

    private static long growth(ClassHistogram now, ClassHistogram earlier) {
        return now.of(NAME).bytes() - earlier.of(NAME).bytes();
    }
}
