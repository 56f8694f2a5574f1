package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.heap.HeapOwner;
import dev.leakcheck.internal.heap.HeapOwners;
import dev.leakcheck.internal.heap.HeapQuota;
import dev.leakcheck.internal.heap.KeptDumps;
import dev.leakcheck.internal.heap.ThreadFacts;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.scope.ScopeNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Takes heap dumps, as long as they are worth their time: tests with much in their own fields are acquitted by each. */
final class CostlyEvidence {

    /** What the acquittals of one test class may take. */
    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** What a dump takes for each byte that is alive: measured 8 to 9 s of work for 250 MB. */
    private static final int NANOS_PER_BYTE = 35;

    private static final int HOLDERS_NAMED = 3;
    private static final long WORTH_NAMING = 1 << 20;

    private final Map<String, Long> spentNanos = new HashMap<>();
    private long began;

    /** Whether a dump of a heap of which so much is alive would be taken if there were a suspicion. */
    static boolean isWorth(HeapQuota quota, long liveBytes) {
        return quota.isWorth(NANOS_PER_BYTE * liveBytes);
    }

    /** Dumps the heap; without a reason if it does not, when that has been said. */
    HeapOwners of(ScopeNode scope, LeftOverThreads leftOver) {
        String place = place(scope);
        if (spentNanos.getOrDefault(place, 0L) > MOST_NANOS) {
            Notices.once("The heap of " + place + " is judged no more: heap dumps have acquitted its tests for "
                    + TimeUnit.NANOSECONDS.toSeconds(MOST_NANOS)
                    + " s; remedy: let its fixtures hold less, or allow for them with @LeakBudget(heap = …)");
            return HeapOwners.none();
        }
        began = System.nanoTime();
        return HeapOwners.now(
                scope.testClasses(),
                ThreadFacts.now(
                        leftOver::isLeftOver,
                        thread -> leftOver.isOfOther(thread, scope),
                        scope.kind() == Scope.Kind.BLOCK));
    }

    /** Takes note that a dump was for nothing, and says whose the growth was, if it was anybody's. */
    void acquitted(ScopeNode scope, HeapOwners.Growth growth) {
        KeptDumps.drop();
        spentNanos.merge(place(scope), System.nanoTime() - began, Long::sum);
        List<String> names = new ArrayList<>();
        for (HeapOwner holder : growth.excused()) {
            if (holder.bytes() >= WORTH_NAMING && names.size() < HOLDERS_NAMED) {
                names.add(holder.holder());
            }
        }
        if (!names.isEmpty()) {
            Notices.once(
                    "Growth of the heap beyond a test's budget was not counted, since it is nobody's leak: held by "
                            + String.join(", ", names));
        }
    }

    private static String place(ScopeNode scope) {
        ScopeNode around = scope.enclosing();
        return (around == null || scope.kind() == Scope.Kind.CLASS ? scope : around).name();
    }
}
