package dev.leakcheck.internal.heap;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the heap's growth, by its static fields, thread locals and threads; from a heap dump, so it is for the
 * moment when a test is about to be accused.
 */
public final class HeapOwners {

    private static final HeapDumpReachability.Retained NOTHING = new HeapDumpReachability.Retained(0, List.of());

    private final @Nullable HolderReport report;
    private final String reason;

    private HeapOwners(@Nullable HolderReport report, String reason) {
        this.report = report;
        this.reason = reason;
    }

    /**
     * Dumps the heap and finds out who holds what, in another JVM if this one has too little heap for that; never
     * throws.
     *
     * @param testClasses names of the classes whose instances count as dead
     * @param facts what is known of the threads
     */
    public static HeapOwners now(Set<String> testClasses, ThreadFacts facts) {
        HolderReport[] elsewhere = {null};
        HeapDumpReachability dump =
                HeapDumpReachability.analyseAndOffer((file, layout, graphBytes) -> elsewhere[0] = DetachedReading.read(
                        file,
                        graphBytes,
                        new DetachedReader.Request(layout, testClasses, facts),
                        DetachedReading.PATIENCE));
        try {
            HolderReport report = dump.analysed() ? HolderReport.of(dump, testClasses, facts) : elsewhere[0];
            return new HeapOwners(report, dump.reason());
        } catch (OutOfMemoryError full) {
            return new HeapOwners(null, HeapDumpReachability.outOfHeap().reason());
        }
    }

    /** Stands for a dump that was not taken; without a reason. */
    public static HeapOwners none() {
        return new HeapOwners(null, "");
    }

    /** Tells whether there are figures. */
    public boolean analysed() {
        return report != null;
    }

    /** Returns why nothing was analysed, or an empty string. */
    public String reason() {
        return reason;
    }

    /** Returns what only the instances of test classes retain. */
    public HeapDumpReachability.Retained ofInstances() {
        return report == null ? NOTHING : report.ofInstances();
    }

    /** Returns a compact note of who held how much, for {@link #grown} since a figure without {@link #ofInstances}. */
    public HeapBaseline baseline() {
        return baseline(HeapBaseline.WORTH_KEEPING).withoutInstances();
    }

    /** Returns a note of who held how much to the byte, to be let go of soon: it takes some of the heap itself. */
    public HeapBaseline exactBaseline() {
        return baseline(1);
    }

    private HeapBaseline baseline(long worthKeeping) {
        return report == null
                ? HeapBaseline.NONE
                : new HeapBaseline(
                        report.holders(), report.total(), report.ofInstances().classes(), report.names(), worthKeeping);
    }

    /**
     * Tells who holds what has grown between two histograms, of which the second is about as old as this.
     *
     * @param before the earlier histogram
     * @param now the later one
     * @param earlier who held what not later than {@code before}; {@link HeapBaseline#NONE} if unknown
     */
    public Growth grown(ClassHistogram before, ClassHistogram now, HeapBaseline earlier) {
        if (report == null) {
            return new Growth(0, List.of(), List.of());
        }
        return new GrowthByHolder(report, earlier).of(before, now);
    }

    /**
     * Growth, by who holds it.
     *
     * @param bytes what the tests, what they test and its libraries hold of it
     * @param owners those that hold it, heaviest first
     * @param excused those who hold what is nobody's leak: the JDK, class loading and the like, heaviest first
     */
    public record Growth(long bytes, List<HeapOwner> owners, List<HeapOwner> excused) {

        static final Comparator<HeapOwner> HEAVIEST_FIRST =
                Comparator.comparingLong(HeapOwner::bytes).reversed().thenComparing(HeapOwner::holder);
    }
}
