package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.heap.HeapQuota;
import dev.leakcheck.internal.heap.SharedHeap;
import dev.leakcheck.internal.verdict.Families;
import dev.leakcheck.internal.verdict.Sighting;
import dev.leakcheck.spi.Standing;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Judges memory: a garbage collection is forced only when the budget is exceeded without one. */
final class MemoryJudge {

    private final Look look;
    private final Findings findings;
    private final Duration settle;

    MemoryJudge(Look look, Findings findings, Duration settle) {
        this.look = look;
        this.findings = findings;
        this.settle = settle;
    }

    void judge(List<GuardedProbe> probes) {
        for (GuardedProbe probe : probes) {
            judge(probe);
        }
    }

    private void judge(GuardedProbe probe) {
        List<GuardedProbe> one = List.of(probe);
        List<Sighting> sightings = look.after(one);
        if (sightings.isEmpty()) {
            return;
        }
        Families families = look.families(sightings);
        List<Sighting> suspects = look.withoutWhatTestsMayKeep(families.suspects());
        if (look.exceeded(suspects).isEmpty() || suspects.stream().noneMatch(MemoryJudge::endsAtGc)) {
            add(families, suspects);
        } else if (!look.putOff(probe)) {
            HeapQuota.Stopwatch stopwatch = HeapQuota.begin();
            Families left = collect(one);
            if (!add(left, look.withoutWhatTestsMayKeep(left.suspects()))) {
                stopwatch.foundNothing();
            }
        }
    }

    /** @return whether there are leaks among them */
    private boolean add(Families families, List<Sighting> suspects) {
        look.settle(without(suspects, families.suspects()));
        List<Sighting> counting = look.exceeded(suspects).contains(Resource.DIRECT_MEMORY)
                ? look.withoutBuffersOfInstances(suspects)
                : suspects;
        findings.add(families, counting);
        return !look.exceeded(counting).isEmpty();
    }

    private Families collect(List<GuardedProbe> probe) {
        SharedHeap.get().collect();
        Backoff backoff = new Backoff(settle);
        RestWatch rest = new RestWatch(look, settle, System.nanoTime());
        Families families;
        do {
            families = look.families(look.after(probe));
        } while (!look.exceeded(look.withoutWhatTestsMayKeep(families.suspects()))
                        .isEmpty()
                && !rest.isReached(backoff, families.suspects())
                && rest.pause(backoff));
        backoff.done();
        return families;
    }

    private static List<Sighting> without(List<Sighting> some, List<Sighting> all) {
        Set<Sighting> removed = Collections.newSetFromMap(new IdentityHashMap<>());
        removed.addAll(some);
        return all.stream().filter(sighting -> !removed.contains(sighting)).toList();
    }

    private static boolean endsAtGc(Sighting suspect) {
        return suspect.standing().kind() == Standing.Kind.ENDS_AT_GC;
    }
}
