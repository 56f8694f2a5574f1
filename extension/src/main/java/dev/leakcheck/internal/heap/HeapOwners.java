package dev.leakcheck.internal.heap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the heap's growth, by its static fields, thread locals and threads; from a heap dump, so it is for the
 * moment when a test is about to be accused.
 */
public final class HeapOwners {

    private final String reason;
    private final List<HolderTree.Node> holders = new ArrayList<>();
    private final Map<String, Long> total;
    private final @Nullable HprofClasses classes;
    private final HeapDumpReachability.Retained ofInstances;

    private HeapOwners(HeapDumpReachability dump, Set<String> testClasses, ThreadFacts facts) {
        HolderTree tree = dump.holders(testClasses, facts);
        reason = dump.reason();
        total = tree == null ? Map.of() : dump.bytesByClass();
        classes = tree == null ? null : dump.classes();
        ofInstances = dump.retainedOnlyByInstancesOf(testClasses);
        if (tree != null) {
            tree.holders().forEach(holders::add);
        }
    }

    /**
     * Dumps the heap and finds out who holds what; never throws.
     *
     * @param testClasses names of the classes whose instances count as dead
     * @param facts what is known of the threads
     */
    public static HeapOwners now(Set<String> testClasses, ThreadFacts facts) {
        HeapDumpReachability dump = HeapDumpReachability.analyseAndOffer();
        try {
            return new HeapOwners(dump, testClasses, facts);
        } catch (OutOfMemoryError full) {
            return new HeapOwners(HeapDumpReachability.outOfHeap(), testClasses, facts);
        }
    }

    /** Stands for a dump that was not taken; without a reason. */
    public static HeapOwners none() {
        return new HeapOwners(HeapDumpReachability.notTaken(), Set.of(), ThreadFacts.now(thread -> false, false));
    }

    /** Tells whether there are figures. */
    public boolean analysed() {
        return classes != null;
    }

    /** Returns why nothing was analysed, or an empty string. */
    public String reason() {
        return reason;
    }

    /** Returns what only the instances of test classes retain. */
    public HeapDumpReachability.Retained ofInstances() {
        return ofInstances;
    }

    /** Returns a compact note of who held how much, for {@link #grown} at a later time. */
    public HeapBaseline baseline() {
        return new HeapBaseline(holders, total, classes, HeapBaseline.WORTH_KEEPING);
    }

    /** Returns a note of who held how much to the byte, to be let go of soon: it takes some of the heap itself. */
    public HeapBaseline exactBaseline() {
        return new HeapBaseline(holders, total, classes, 1);
    }

    /**
     * Tells who holds what has grown between two histograms, of which the second is about as old as this.
     *
     * @param before the earlier histogram
     * @param now the later one
     * @param earlier who held what not later than {@code before}; {@link HeapBaseline#NONE} if unknown
     */
    public Growth grown(ClassHistogram before, ClassHistogram now, HeapBaseline earlier) {
        if (classes == null) {
            return new Growth(0, List.of(), List.of());
        }
        return new GrowthByHolder(classes, holders, total, earlier).of(before, now);
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
