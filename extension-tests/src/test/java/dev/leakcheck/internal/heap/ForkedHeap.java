package dev.leakcheck.internal.heap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs in a JVM with flags of its own; prints what the measurement says about a leak of 5 MB, about garbage and about
 * finalizable garbage.
 */
final class ForkedHeap {

    static final int MB = 1 << 20;
    static final int LEAK = 5 * MB;
    private static final int TOLERANCE = 256 * 1024;

    static List<Object> leak = new ArrayList<>();

    private ForkedHeap() {}

    public static void main(String[] arguments) {
        LiveHeap heap = LiveHeap.probe();
        if (!heap.measurable()) {
            boolean silent = heap.settle().isEmpty()
                    && heap.settleThoroughly(heap.settle(), heap.settle(), 0).isEmpty()
                    && !heap.collect();
            System.out.println((silent ? "UNMEASURABLE " : "WRONG ") + heap.limitation());
            return;
        }
        ClassHistogram baseline = heap.settle();
        garbage();
        long afterGarbage = heap.settleThoroughly(heap.settle(), baseline, 0).growthBytesSince(baseline);
        for (int i = 0; i < LEAK / MB; i++) {
            leak.add(new byte[MB - 16]);
        }
        ClassHistogram leaking = heap.settle();
        long found = leaking.growthBytesSince(baseline);
        ClassBytes heaviest = leaking.growthSince(baseline).get(0);
        leak.clear();
        long afterRelease = heap.settleThoroughly(heap.settle(), baseline, 0).growthBytesSince(baseline);
        boolean right = Math.abs(afterGarbage) < TOLERANCE
                && Math.abs(found - LEAK) < TOLERANCE
                && heaviest.className().equals("byte[]")
                && Math.abs(heaviest.bytes() - LEAK) < TOLERANCE
                && Math.abs(afterRelease) < TOLERANCE
                && heap.collect();
        System.out.println((right ? "RIGHT " : "WRONG ")
                + Map.of("garbage", afterGarbage, "leak", found, "released", afterRelease)
                + heaviest);
    }

    /** Old and young garbage, plain, in a cycle, and with a finalizer. */
    private static void garbage() {
        List<Object> some = new ArrayList<>();
        some.add(some);
        for (int i = 0; i < 20; i++) {
            some.add(new byte[MB]);
            some.add(new WithFinalizer());
        }
        DiagnosticCommands.classHistogram();
        some.add(new byte[MB]);
    }

    @SuppressWarnings({"deprecation", "removal"})
    private static final class WithFinalizer {

        final byte[] content = new byte[MB / 4];

        @Override
        protected void finalize() {
            content[0] = 1;
        }
    }
}
