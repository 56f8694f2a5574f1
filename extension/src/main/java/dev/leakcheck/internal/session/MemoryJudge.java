package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.heap.SharedHeap;
import dev.leakcheck.internal.verdict.Families;
import dev.leakcheck.internal.verdict.Sighting;
import dev.leakcheck.spi.Standing;
import java.time.Duration;
import java.util.List;

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
        if (!look.exceeded(families.suspects()).isEmpty()
                && families.suspects().stream().anyMatch(MemoryJudge::endsAtGc)) {
            SharedHeap.get().collect();
            Backoff backoff = new Backoff(settle);
            RestWatch rest = new RestWatch(look, settle);
            do {
                families = look.families(look.after(one));
            } while (!look.exceeded(families.suspects()).isEmpty()
                    && !rest.isReached(backoff, families.suspects())
                    && rest.pause(backoff));
            backoff.done();
        }
        List<Sighting> suspects = families.suspects();
        if (look.exceeded(suspects).contains(Resource.DIRECT_MEMORY)) {
            suspects = look.withoutBuffersOfInstances(suspects);
        }
        findings.add(families, suspects);
    }

    private static boolean endsAtGc(Sighting suspect) {
        return suspect.standing().kind() == Standing.Kind.ENDS_AT_GC;
    }
}
