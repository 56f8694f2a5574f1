package dev.leakcheck.internal.heap;

/**
 * Keeps the heap as large as it is while a collection of ours runs. A full one gives back most of what is free, and a run
 * that is measured now and then would each time have to grow its heap again, by many small collections.
 */
final class HeapSize {

    /** How many per cent of the heap may be free after a full collection; JVMs let it be changed while they run. */
    private static final String FREE_AT_MOST = "MaxHeapFreeRatio";

    private static final String ALL = "100";

    private static int collections;
    private static String before = ALL;

    private HeapSize() {}

    /** Keeps it until {@link #release}, which must follow. */
    static synchronized void keep() {
        if (collections++ == 0) {
            before = VmOptions.value(FREE_AT_MOST, ALL);
            set(ALL);
        }
    }

    static synchronized void release() {
        if (--collections == 0) {
            set(before);
        }
    }

    /** Most collectors set it to all from the start, or do without it. */
    private static void set(String percent) {
        if (!before.equals(ALL)) {
            VmOptions.set(FREE_AT_MOST, percent);
        }
    }
}
