package dev.leakcheck.internal.heap;

/** The heap of this JVM; how to measure it is found out at the first use, since that costs a few collections. */
public final class SharedHeap {

    private SharedHeap() {}

    /** The one way to measure. */
    public static LiveHeap get() {
        return Holder.HEAP;
    }

    private static final class Holder {
        static final LiveHeap HEAP = LiveHeap.probe();
    }
}
