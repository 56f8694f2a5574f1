package dev.leakcheck.internal.heap;

import org.jspecify.annotations.Nullable;

/**
 * Measures what is reachable, in the way that works on this JVM.
 *
 * <p>The figure is the sum of a class histogram taken after a forced collection: of all figures that a JVM offers it is
 * the only one without megabytes of noise on every collector.
 */
public final class LiveHeap {

    /** Two measurements that differ by less show the same heap. */
    private static final long NOISE_BYTES = 16 * 1024;

    /** What {@link #settleRoughly} may leave out: measured 56 to 100 KB. */
    public static final long ROUGH_BYTES = 256 * 1024;

    private static final int MAX_ROUNDS = 4;
    private static final long REFERENCE_PATIENCE_MILLIS = 500;
    private static final long PROBE_PATIENCE_MILLIS = 200;

    private volatile @Nullable ForcedGc gc;
    private final boolean histogramCollects;
    private final String limitation;

    /** Held so that a histogram's own bytes are there before the first baseline is taken. */
    private ClassHistogram latest;

    /** What had been allocated when {@link #probe} measured, until another measurement is taken. */
    private long probedAt;

    private LiveHeap(boolean histogramCollects, ClassHistogram latest) {
        this.histogramCollects = histogramCollects;
        this.latest = latest;
        this.probedAt = Allocation.totalBytes();
        this.limitation = latest.isEmpty()
                ? HeapLimitation.noHistogram()
                : histogramCollects || gc() != ForcedGc.NONE ? "" : HeapLimitation.noCollection();
    }

    /**
     * Finds out by trial how to measure here; costs a collection or a few. The histogram that this takes loads classes
     * and fills caches of JMX; the next one is steady.
     */
    public static LiveHeap probe() {
        GcMarker marker = new GcMarker();
        ClassHistogram first = HistogramParser.parse(DiagnosticCommands.classHistogram());
        return new LiveHeap(marker.isCollected(), first);
    }

    /** Tells whether {@link #settle()} gives right figures here. */
    public boolean measurable() {
        return limitation.isEmpty();
    }

    /** Returns why nothing can be measured and what to do about it, or an empty string. */
    public String limitation() {
        return limitation;
    }

    /** Returns what is reachable after a forced collection; empty if that is not {@link #measurable()}. */
    public synchronized ClassHistogram settle() {
        if (!measurable()) {
            return ClassHistogram.EMPTY;
        }
        ClassHistogram now = measure();
        for (int retake = 0; retake < Fillers.RETAKES && Fillers.suspected(now, latest); retake++) {
            ClassHistogram again = measure();
            now = again.totalBytes() < now.totalBytes() ? again : now;
        }
        latest = now;
        return now;
    }

    /**
     * As {@link #settle()}, but the figure by which {@link #probe()} found out how to measure will do, if it is of just now: what
     * taking it has filled of the JDK's caches is missing from it.
     */
    public synchronized ClassHistogram settleRoughly() {
        boolean fresh = probedAt > 0 && Allocation.totalBytes() - probedAt < ROUGH_BYTES;
        return fresh && histogramCollects && measurable() ? latest : settle();
    }

    private ClassHistogram measure() {
        probedAt = 0;
        if (!histogramCollects) {
            collect();
        }
        return HistogramParser.parse(DiagnosticCommands.classHistogram());
    }

    /**
     * Measures until the growth fits the budget or stays the same, with finalizers and cleaners run in between.
     *
     * @param first what {@link #settle()} has just returned
     * @param baseline what {@link #settle()} returned earlier
     * @param budget the growth in bytes at which to stop
     */
    public synchronized ClassHistogram settleThoroughly(ClassHistogram first, ClassHistogram baseline, long budget) {
        ClassHistogram now = first;
        for (int round = 1; round < MAX_ROUNDS && now.growthBytesSince(baseline) > budget; round++) {
            ClassHistogram before = now;
            collect();
            Finalization.run();
            now = settle();
            if (round > 1 && before.totalBytes() - now.totalBytes() < NOISE_BYTES) {
                break;
            }
        }
        return now.growthBytesSince(baseline) > budget ? Fillers.removedFrom(now, baseline, budget) : now;
    }

    /** Returns what is reachable after finalizers and cleaners have run. */
    public synchronized ClassHistogram settleWithFinalizers() {
        collect();
        Finalization.run();
        return settle();
    }

    /** Forces a collection of what an earlier one has left for finalisers. */
    public void collectFinalized() {
        Finalization.run();
        collect();
    }

    /**
     * Forces one collection and waits, for a limited time, until references to what it collected are being processed.
     *
     * @return whether that is known to have happened
     */
    public boolean collect() {
        ForcedGc collection = gc();
        if (collection == ForcedGc.NONE) {
            return false;
        }
        GcMarker marker = new GcMarker();
        collection.run();
        return marker.awaitProcessing(REFERENCE_PATIENCE_MILLIS);
    }

    /** Found out when it is needed: where histograms collect, most runs never do. */
    private ForcedGc gc() {
        ForcedGc chosen = gc;
        if (chosen == null) {
            // Two threads at once come to the same end.
            chosen = choose(histogramCollects);
            gc = chosen;
        }
        return chosen;
    }

    private static ForcedGc choose(boolean histogramCollects) {
        if (VmOptions.isOn("UseEpsilonGC")) {
            return ForcedGc.NONE;
        }
        // G1's concurrent cycle clears our young marker and yet leaves old garbage.
        boolean partial = VmOptions.isOn("UseG1GC") && VmOptions.isOn("ExplicitGCInvokesConcurrent");
        if (!partial && !VmOptions.isOn("DisableExplicitGC") && works(ForcedGc.SYSTEM_GC)) {
            return ForcedGc.SYSTEM_GC;
        }
        if (!partial && works(ForcedGc.DIAGNOSTIC_COMMAND)) {
            return ForcedGc.DIAGNOSTIC_COMMAND;
        }
        return histogramCollects ? ForcedGc.HISTOGRAM : ForcedGc.NONE;
    }

    private static boolean works(ForcedGc gc) {
        GcMarker marker = new GcMarker();
        gc.run();
        return marker.isCollected() || marker.awaitProcessing(PROBE_PATIENCE_MILLIS);
    }
}
