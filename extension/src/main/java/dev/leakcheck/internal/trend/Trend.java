package dev.leakcheck.internal.trend;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.heap.HeapOwner;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.session.TrendLook;
import dev.leakcheck.internal.verdict.Evidence;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Verdict;
import dev.leakcheck.spi.Detail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One test that runs in rounds, from its first round to the verdict on all of them. */
public final class Trend {

    private static final String WHOLE_HEAP = "all that is reachable after each round, what JUnit notes of it included";

    private final String name;
    private final Plan plan;
    private final Policy policy;
    private final HeapTrend heap;
    private final CountedTrend counted;
    private int round;
    private boolean broken;

    /**
     * Begins.
     *
     * @param name of the test
     * @param policy what holds for it, the heap included
     */
    public Trend(String name, Plan plan, Policy policy) {
        this.name = name;
        this.plan = plan;
        this.policy = policy;
        this.heap = new HeapTrend(plan);
        this.counted = new CountedTrend(plan);
    }

    /** Whether another round makes sense: one that failed is the last. */
    public boolean goesOn() {
        return !broken && round < plan.iterations();
    }

    /** A round has failed or was aborted. */
    public void broken() {
        broken = true;
    }

    /**
     * A round has ended, and was not found to leak anything.
     *
     * @param scope the round, closed
     * @return the verdict on all rounds after the last one
     */
    public Optional<Verdict> ended(ScopeNode scope) {
        round++;
        counted.ended(scope);
        if (plan.looksAfter(round)) {
            // Counted first: what is to be seen of it may be gone after a garbage collection.
            counted.look(round, policy);
            if (policy.resources().contains(Resource.HEAP)) {
                heap.look(round, scope);
            }
        }
        return round < plan.iterations() ? Optional.empty() : Optional.of(verdict(scope));
    }

    private Verdict verdict(ScopeNode last) {
        ScopeNode around = last.enclosing() == null ? last : last.enclosing();
        ScopeNode all = around.openChild(Scope.Kind.TEST, name, Set.of());
        all.close();
        if (last.location() != null) {
            all.locatedAt(last.location());
        }
        List<Finding> findings = new ArrayList<>();
        HeapTrend.Growth growth = policy.resources().contains(Resource.HEAP) ? heap.growth(all, policy) : null;
        if (growth != null) {
            addHolders(findings, growth, all);
        }
        for (Resource resource : Resource.values()) {
            double rate = resource == Resource.HEAP ? 0 : counted.rate(resource);
            if (rate > 0) {
                addCounted(findings, resource, rate, all);
            }
        }
        return new Verdict(
                all,
                policy.budgets(),
                findings,
                List.of(),
                List.of(),
                List.of(),
                false,
                TrendLook.unknownSite(last, policy));
    }

    private void addHolders(List<Finding> findings, HeapTrend.Growth growth, ScopeNode all) {
        for (HeapOwner owner : growth.owners()) {
            long rate = Math.max(1, Math.round((double) owner.bytes() / growth.rounds()));
            List<Detail> details = new ArrayList<>();
            details.add(Detail.lines("reachable through", owner.paths()));
            if (findings.isEmpty()) {
                details.add(Detail.lines(WHOLE_HEAP, Table.of(heap.points(), true)));
            }
            findings.add(Evidence.of(
                    Finding.Kind.GROWING,
                    Resource.HEAP,
                    "heap",
                    over(),
                    "heap grows by " + Sizes.exact(rate) + " per iteration, held by " + owner.holder(),
                    rate,
                    "",
                    List.of(),
                    details,
                    owner.remedy(),
                    all,
                    owner.holder()));
        }
    }

    private void addCounted(List<Finding> findings, Resource resource, double rate, ScopeNode all) {
        List<List<Finding>> causes = counted.evidence(resource, policy);
        if (causes.isEmpty()) {
            return;
        }
        List<Finding> cause = causes.get(0);
        Finding newest = cause.get(cause.size() - 1);
        boolean memory = resource == Resource.DIRECT_MEMORY;
        long amount = Math.round(rate);
        List<Detail> details = new ArrayList<>(newest.details());
        details.add(Detail.lines("after each round", Table.of(counted.points(resource), memory)));
        findings.add(Evidence.of(
                Finding.Kind.GROWING,
                resource,
                newest.noun(),
                over(),
                cause.size() + " of them by now, the last: " + newest.summary(),
                amount,
                newest.site().isEmpty() && !newest.ownerSite().isEmpty()
                        ? "of " + newest.ownerDescription() + " created at"
                        : newest.siteHeading(),
                newest.bestSite(),
                details,
                newest.remedy(),
                all,
                "leak" + newest.fingerprint()));
    }

    private String over() {
        return "over " + plan.measured() + " rounds";
    }
}
