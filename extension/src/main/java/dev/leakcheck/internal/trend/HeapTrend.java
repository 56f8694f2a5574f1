package dev.leakcheck.internal.trend;

import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.heap.ClassHistogram;
import dev.leakcheck.internal.heap.HeapBaseline;
import dev.leakcheck.internal.heap.HeapOwner;
import dev.leakcheck.internal.heap.HeapOwners;
import dev.leakcheck.internal.heap.Initialisers;
import dev.leakcheck.internal.heap.KeptDumps;
import dev.leakcheck.internal.heap.LiveHeap;
import dev.leakcheck.internal.heap.SharedHeap;
import dev.leakcheck.internal.heap.ThreadFacts;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.track.ThreadTable;
import dev.leakcheck.internal.track.Tracker;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heap after each round, and who holds what it has grown by.
 *
 * <p>A histogram is cheap and counts everything, what the test framework keeps of each round included. So it only raises
 * a suspicion: then a heap dump in the middle and one at the end tell to the byte who came into what in between, and only
 * what somebody accusable holds counts.
 */
final class HeapTrend {

    /**
     * What the test framework and LeakCheck note of each round, which the histogram counts as well: measured 550 to 810
     * bytes. Less than that, lest it hide a leak where they note nothing.
     */
    private static final long NOTES = 400;

    /** Of the growth: holders of less are not worth a block. */
    private static final int PART_WORTH_A_BLOCK = 20;

    private final Plan plan;
    private final List<Slope.Point> points = new ArrayList<>();
    /** Where holes between objects are not told from arrays of int, their noise hides a slow leak of anything else. */
    private final List<Slope.Point> withoutFillers = new ArrayList<>();

    private @Nullable ClassHistogram middle;
    private HeapBaseline holders = HeapBaseline.NONE;
    private int middleRound;

    HeapTrend(Plan plan) {
        this.plan = plan;
    }

    /** Holders of growth, by rate. */
    record Growth(double rate, List<HeapOwner> owners, int rounds) {}

    void look(int round, ScopeNode scope) {
        LiveHeap heap = SharedHeap.get();
        if (!heap.measurable()) {
            Notices.once("The heap of a @LeakTrend is not judged: " + heap.limitation());
            return;
        }
        ClassHistogram now = heap.settle();
        // The notes of the middle take some heap themselves: no step over it counts.
        int stretch = middle == null ? 0 : 1;
        points.add(new Slope.Point(round, now.bytesWithoutTools(), stretch));
        withoutFillers.add(new Slope.Point(round, now.bytesWithoutToolsAndFillers(), stretch));
        if (plan.isMiddle(round) && isSuspicious()) {
            ClassHistogram before = heap.settleWithFinalizers();
            if (notesHolders(scope)) {
                middle = before;
                middleRound = round;
            }
        }
    }

    private boolean isSuspicious() {
        return Math.max(Slope.of(points), Slope.of(withoutFillers)) > plan.heap() + NOTES;
    }

    /** A method of its own, so that the dump is garbage after it. */
    private boolean notesHolders(ScopeNode scope) {
        HeapOwners owners = dump(scope);
        KeptDumps.drop();
        holders = owners.exactBaseline();
        return owners.analysed();
    }

    /** The growth that somebody is to be blamed for; null if there is none. */
    @Nullable Growth growth(ScopeNode scope, Policy policy) {
        LiveHeap heap = SharedHeap.get();
        if (middle == null || !isSuspicious()) {
            return null;
        }
        ClassHistogram now = heap.settleWithFinalizers();
        HeapOwners owners = dump(scope);
        if (!owners.analysed()) {
            Notices.onceOf("Growth of the heap over the rounds of a @LeakTrend could not be judged: ", owners.reason());
            return null;
        }
        HeapOwners.Growth growth =
                Initialisers.excused(owners.grown(middle, now, holders), scope::isTestCode, isNew -> false);
        int rounds = plan.iterations() - middleRound;
        List<HeapOwner> blamed = new ArrayList<>();
        long bytes = 0;
        for (HeapOwner owner : growth.owners()) {
            if (owner.bytes() >= growth.bytes() / PART_WORTH_A_BLOCK
                    && !Recorders.hold(owner)
                    && !isIgnored(owner, policy)) {
                blamed.add(owner);
                bytes += owner.bytes();
            }
        }
        double rate = (double) bytes / rounds;
        if (rate <= plan.heap()) {
            KeptDumps.drop();
            return null;
        }
        KeptDumps.keep(scope.name());
        return new Growth(rate, blamed, rounds);
    }

    private static boolean isIgnored(HeapOwner owner, Policy policy) {
        return policy.ignores().stream()
                .anyMatch(rule -> rule.accepts(dev.leakcheck.Resource.HEAP, owner.holder(), List.of()));
    }

    private static HeapOwners dump(ScopeNode scope) {
        ThreadTable threads = Tracker.instance().threads();
        return HeapOwners.now(
                scope.testClasses(),
                ThreadFacts.now(threads::isLeftOver, thread -> threads.isOfOther(thread, scope), false));
    }

    /** The figures, each the heap after a round. */
    List<Slope.Point> points() {
        return Slope.of(withoutFillers) > plan.heap() + NOTES ? withoutFillers : points;
    }
}
