package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.meter.Meters;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Verdict;
import dev.leakcheck.spi.LiveResource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The check of one scope, from before its first line to its verdict. */
public final class ScopeSession {

    private final ScopeNode scope;
    private final Machinery machinery;
    private Policy policy;
    private ProbeSet probes;
    private @Nullable Meters meters;
    private boolean judged;
    private boolean closed;

    private ScopeSession(ScopeNode scope, Policy policy, Machinery machinery) {
        this.scope = scope;
        this.policy = policy;
        this.machinery = machinery;
        this.probes = machinery.probes(policy.resources());
    }

    /** Takes the baseline and makes the scope current on the calling thread. */
    public static ScopeSession open(ScopeNode scope, Policy policy) {
        long began = System.nanoTime();
        Machinery machinery = Machinery.instance();
        ScopeSession session = new ScopeSession(scope, policy, machinery);
        scope.checks(policy.resources(), policy.requested());
        machinery.putOffTests().opened(scope, policy);
        Look look = new Look(scope, policy, machinery);
        // Without origins a look must separate a test from what the arguments of a template do before it.
        if (!look.originKnown() || !machinery.lastLook().serves(scope, policy.resources())) {
            look.before(session.probes.beforeGc());
        }
        session.startMemory();
        CurrentScope.enter(scope);
        session.startMeters();
        machinery.spent(System.nanoTime() - began);
        return session;
    }

    /** Closes a scope that could not be opened, so that the others do not take it for one that runs beside them. */
    public static void abandon(@Nullable ScopeNode notOpened) {
        if (notOpened != null) {
            CurrentScope.leave(notOpened);
            notOpened.close();
        }
    }

    /** The scope. */
    public ScopeNode scope() {
        return scope;
    }

    /** Goes on by another policy, where JUnit tells which test it is only after the scope has begun. */
    public void adopt(Policy adopted) {
        policy = adopted;
        scope.checks(adopted.resources(), adopted.requested());
        ProbeSet before = probes;
        probes = machinery.probes(adopted.resources());
        startMeters();
        before.all().stream().filter(probe -> !probes.all().contains(probe)).forEach(probe -> probe.scopeClosed(scope));
    }

    /** What holds for it. */
    public Policy policy() {
        return policy;
    }

    /**
     * Measures memory from now on: what went before, such as the static initialiser of the test class, was not the
     * test's doing.
     */
    public void startMemory() {
        for (GuardedProbe probe : probes.all()) {
            probe.scopeOpened(scope, policy.budgets().of(probe.resource()));
        }
        if (meters != null) {
            meters.restart();
        }
    }

    private void startMeters() {
        if (meters != null) {
            meters.stop();
        }
        meters = Meters.start(scope, policy, this::liveBodies);
    }

    private Collection<LiveResource> liveBodies() {
        List<LiveResource> live = new ArrayList<>();
        for (GuardedProbe probe : probes.all()) {
            if (probe.resource() == Resource.BODIES) {
                live.addAll(probe.live(scope, 0));
            }
        }
        return live;
    }

    private List<Finding> metered() {
        if (meters == null) {
            return List.of();
        }
        try {
            return meters.findings();
        } catch (Throwable fault) {
            Notices.once("Allocation and peaks could not be judged: " + fault + ". No test was failed by it");
            return List.of();
        } finally {
            meters.stop();
            meters = null;
        }
    }

    /**
     * Judges the scope; call before {@link #close}.
     *
     * @param failed whether it failed for another reason: then nothing is waited for and no garbage collection forced
     * @param surroundings asked only if need be
     */
    public Verdict judge(boolean failed, Surroundings surroundings) {
        judged = true;
        if (failed) {
            scope.excuse();
        }
        List<Finding> metered = metered();
        long began = System.nanoTime();
        Look look = new Look(scope, policy, machinery);
        Duration settle = failed ? Duration.ZERO : policy.configuration().settle();
        Findings findings = new Findings(look);
        // Where nothing can fail any more it is not worth a garbage collection.
        boolean mayCollect = !failed && look.mayFail();
        CountedJudge counted = new CountedJudge(
                look, findings, settle, new Lifetimes(scope, surroundings), new InstanceState(scope, surroundings));
        // At the end of the run one serves what is listed, if there is anything that it might end.
        counted.judge(probes.beforeGc(), mayCollect || look.isLast());
        if (mayCollect) {
            new MemoryJudge(look, findings, settle).judge(probes.afterGc());
        } else if (failed) {
            // Not judged, but its own all the same: the class must not be blamed for it later.
            look.settle(look.after(probes.afterGc()));
        }
        AbandonedBodies abandoned = new AbandonedBodies(scope, policy, machinery.bodyOutcomes());
        machinery.spent(System.nanoTime() - began);
        return new Verdict(
                scope,
                policy.budgets(),
                concat(concat(findings.heaviestFirst(), abandoned.leaks()), metered),
                concat(findings.notes(), abandoned.notes()),
                abandoned.noted(),
                findings.paroled(),
                counted.foundRest());
    }

    /** Ends the scope, judged or not. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        CurrentScope.leave(scope);
        if (meters != null) {
            meters.stop();
        }
        if (judged) {
            machinery.lastLook().ended(scope, policy.resources());
        }
        scope.close();
        machinery.bodyOutcomes().forget(scope);
        machinery.putOffTests().closed(scope);
        for (GuardedProbe probe : probes.all()) {
            probe.scopeClosed(scope);
        }
    }

    private static <T> List<T> concat(List<T> some, List<T> others) {
        List<T> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
