package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.verdict.Families;
import dev.leakcheck.internal.verdict.Ledger;
import dev.leakcheck.internal.verdict.Sighting;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

/** What the rounds of a trend have left so far, each within its budget. */
public final class TrendLook {

    private TrendLook() {}

    /**
     * Looks at all but the heap.
     *
     * @param rounds the rounds that have ended, the last one first
     * @return what counts, of any resource that is judged
     */
    public static List<Sighting> after(Deque<ScopeNode> rounds, Policy policy) {
        ScopeNode round = rounds.getFirst();
        Machinery machinery = Machinery.instance();
        ScopeNode around = round.enclosing() == null ? round : round.enclosing();
        Look look = new Look(round, policy, machinery);
        List<Sighting> sightings = new ArrayList<>();
        for (GuardedProbe probe : machinery.probes()) {
            if (probe.resource() != Resource.HEAP && policy.resources().contains(probe.resource())) {
                for (LiveResource live : probe.live(around, policy.budgets().of(probe.resource()))) {
                    try {
                        Ledger.Entry entry = machinery.ledger().see(live, look.originKnown(), around);
                        Sighting sighting = look.sighting(probe, live, entry);
                        if (counts(sighting, around, rounds) && !look.isIgnored(sighting)) {
                            sightings.add(sighting);
                        }
                    } catch (Throwable fault) {
                        probe.fault("a live resource", fault);
                    }
                }
            }
        }
        // What its rounds have answered for, within their budgets, is what grows.
        return Families.of(sightings, new Ledger()).suspects();
    }

    private static boolean counts(Sighting sighting, ScopeNode around, Deque<ScopeNode> rounds) {
        Standing.Kind standing = sighting.standing().kind();
        if (standing != Standing.Kind.HELD && standing != Standing.Kind.ENDS_AT_GC
                || !sighting.charge().isWithin(around)
                || !sighting.charge().answersUpTo(around, sighting.probe().resource())) {
            return false;
        }
        if (rounds.stream().anyMatch(sighting.charge()::isWithin)) {
            return true;
        }
        // What belongs to the class and fills up to its size, such as a pool, does not grow for ever.
        Owner owner = sighting.owner();
        return sighting.charge() == around && (owner == null || isBeyondItsSize(owner.identity()));
    }

    private static boolean isBeyondItsSize(Object owner) {
        if (owner instanceof ThreadPoolExecutor pool) {
            return pool.getPoolSize() > pool.getCorePoolSize();
        }
        return owner instanceof ForkJoinPool pool && pool.getPoolSize() > pool.getParallelism();
    }
}
