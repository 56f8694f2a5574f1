package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Configuration.AgentMode;
import dev.leakcheck.internal.config.Configuration.RunMode;
import dev.leakcheck.internal.config.ConfigurationKeys;
import dev.leakcheck.internal.config.IgnoreRule;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.verdict.Families;
import dev.leakcheck.internal.verdict.Ledger;
import dev.leakcheck.internal.verdict.Limits;
import dev.leakcheck.internal.verdict.Sighting;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One look at what is live, through the eyes of a scope. */
final class Look {

    private final ScopeNode scope;
    private final Policy policy;
    private final Ledger ledger;
    private final Machinery machinery;
    private final boolean originKnown;

    Look(ScopeNode scope, Policy policy, Machinery machinery) {
        this.scope = scope;
        this.policy = policy;
        this.machinery = machinery;
        this.ledger = machinery.ledger();
        this.originKnown = machinery.agent().active() && policy.configuration().agent() != AgentMode.OFF;
    }

    boolean originKnown() {
        return originKnown;
    }

    Sighting sighting(GuardedProbe probe, LiveResource live, Ledger.Entry entry) {
        return new Sighting(
                probe,
                live,
                entry,
                live.standing(),
                // The agent has no part in where the heap's growth was allocated.
                originKnown || probe.resource() == Resource.HEAP,
                unknownSite(probe, live));
    }

    private String unknownSite(GuardedProbe probe, LiveResource live) {
        if (!probe.isBuiltIn() && live.origin() == null) {
            return "since the probe " + probe.type().getName()
                    + " does not tell; have its resources return an origin()";
        }
        if (originKnown) {
            return "since native code created it, or it is older than LeakCheck in this JVM";
        }
        return policy.configuration().agent() == AgentMode.OFF
                ? "since " + ConfigurationKeys.AGENT + " is off; set it to auto to see creation sites"
                : "since " + machinery.agent().problem() + "; remedy: "
                        + machinery.agent().remedy();
    }

    /** The names of the classes whose instances are test instances here. */
    Set<String> testClasses() {
        return scope.testClasses();
    }

    /** Threads that go on though somebody has answered for them. */
    LeftOvers leftOvers() {
        return machinery.leftOvers();
    }

    /** Whether nothing comes after it. */
    boolean isLast() {
        return scope.kind() == Scope.Kind.RUN;
    }

    /** Whether what is found can still fail something. */
    boolean mayFail() {
        return !isLast() || policy.configuration().runMode() == RunMode.FAIL;
    }

    /** Without the direct memory that instances of test classes, and nothing else, hold. */
    List<Sighting> withoutBuffersOfInstances(List<Sighting> suspects) {
        return scope.testClasses().isEmpty()
                ? suspects
                : InstanceBuffers.of(scope.testClasses()).removedFrom(suspects);
    }

    /** Without the direct memory that tests which were left to this class may keep by their own budgets. */
    List<Sighting> withoutWhatTestsMayKeep(List<Sighting> suspects) {
        return machinery.putOffTests().withoutWhatTheyMayKeep(scope, suspects);
    }

    /**
     * Leaves what a probe sees unjudged, if there is no time to collect garbage for it: a test leaves it to its class, and
     * the tests of a class are not judged.
     *
     * @return whether it is left
     */
    boolean putOff(GuardedProbe probe) {
        return probe.resource() == Resource.DIRECT_MEMORY
                && originKnown
                && machinery.putOffTests().putOff(scope, budget(probe));
    }

    /** Enters all that is there already: what is not known to be anybody else's was there before the scope. */
    void before(List<GuardedProbe> probes) {
        ScopeNode around = scope.enclosing() == null ? scope : scope.enclosing();
        for (GuardedProbe probe : probes) {
            for (LiveResource live : probe.live(scope, budget(probe))) {
                try {
                    ledger.see(live, originKnown, around);
                } catch (Throwable fault) {
                    probe.fault("a live resource", fault);
                }
            }
        }
    }

    /** What is there now that the scope has to answer for. */
    List<Sighting> after(List<GuardedProbe> probes) {
        List<Sighting> sightings = new ArrayList<>();
        ScopeNode unattributed = attributable();
        for (GuardedProbe probe : probes) {
            for (LiveResource live : probe.live(scope, budget(probe))) {
                try {
                    Ledger.Entry entry = ledger.see(live, originKnown, unattributed);
                    if (entry.state() == Ledger.State.OPEN
                            && entry.charge().isWithin(scope)
                            && entry.charge().answersUpTo(scope, probe.resource())
                            && !isLentElsewhere(live)) {
                        Sighting sighting = sighting(probe, live, entry);
                        if (!isIgnored(sighting)) {
                            sightings.add(sighting);
                        }
                    }
                } catch (Throwable fault) {
                    probe.fault("a live resource", fault);
                }
            }
        }
        return sightings;
    }

    /** Whether another scope uses it now, and so answers for it: a pooled connection that was opened here. */
    private boolean isLentElsewhere(LiveResource live) {
        Owner owner = live.owner();
        if (owner == null) {
            return false;
        }
        Ledger.Entry entry = ledger.peek(owner.identity());
        if (entry != null) {
            return !entry.charge().isWithin(scope);
        }
        ScopeNode charge = originKnown && owner.origin() instanceof ScopedOrigin origin ? origin.charge() : null;
        return charge != null && !charge.isWithin(scope);
    }

    /**
     * Charges what a class made on demand for all, and keeps in static state, to whoever answers for that: of a test class
     * the scope of the class, of any other the run; and to a test class what it prepares for its tests and ends after
     * all of them.
     *
     * @return whether there was any
     */
    boolean spareSingletons(List<Sighting> suspects, Lifetimes lifetimes) {
        boolean any = false;
        for (Sighting suspect : suspects) {
            try {
                Owner owner = suspect.owner();
                Origin origin = owner == null ? suspect.origin() : owner.origin();
                Object identity = owner == null ? suspect.live().identity() : owner.identity();
                if (originKnown && !isLast() && origin instanceof ScopedOrigin known) {
                    ScopeNode answering = lifetimes.answeringFor(identity, known);
                    if (answering != null && !answering.isWithin(suspect.entry().charge())) {
                        known.chargeTo(answering);
                        suspect.entry().chargeTo(answering);
                        any = true;
                    }
                }
            } catch (RuntimeException | LinkageError unreadable) {
                // Then it is none.
            }
        }
        lifetimes.forget();
        return any;
    }

    /** Marks what need not be answered for any more. */
    void settle(List<Sighting> sightings) {
        sightings.forEach(this::settle);
    }

    void settle(Sighting sighting) {
        ledger.settle(sighting.entry(), sighting.owner());
        leaveBehind(sighting);
    }

    /** What goes on after the scope: nothing that comes later is waited for because of it. */
    void leaveBehind(Sighting sighting) {
        if (originKnown) {
            machinery.leftOvers().note(sighting.live().identity());
        }
    }

    /** What of it counts. */
    Families families(List<Sighting> sightings) {
        return Families.of(sightings, ledger);
    }

    /** The resources of which there is more than the budget allows. */
    Set<Resource> exceeded(List<Sighting> suspects) {
        return Limits.exceeded(suspects, policy.budgets());
    }

    private long budget(GuardedProbe probe) {
        return policy.budgets().of(probe.resource());
    }

    /** Who answers for what came up with no known origin: this scope, or the first around it that had no rival. */
    private ScopeNode attributable() {
        ScopeNode node = scope;
        while (node.overlapped() && node.enclosing() != null) {
            node = node.enclosing();
        }
        return node;
    }

    boolean isIgnored(Sighting sighting) {
        if (sighting.standing().kind() == Standing.Kind.NOBODYS) {
            return false;
        }
        for (IgnoreRule rule : policy.ignores()) {
            List<StackTraceElement> site = new ArrayList<>(sighting.site());
            site.addAll(sighting.ownerSite());
            if (rule.accepts(sighting.probe().resource(), sighting.live().label(), site)) {
                sighting.entry().settle();
                return true;
            }
        }
        return false;
    }
}
