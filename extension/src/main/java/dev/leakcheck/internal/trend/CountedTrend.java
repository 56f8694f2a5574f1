package dev.leakcheck.internal.trend;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.session.TrendLook;
import dev.leakcheck.internal.verdict.Evidence;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Sighting;
import dev.leakcheck.internal.verdict.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How much there is of each other resource after each round. */
final class CountedTrend {

    private final Plan plan;
    private final Deque<ScopeNode> rounds = new ArrayDeque<>();
    private final Map<Resource, List<Slope.Point>> points = new EnumMap<>(Resource.class);

    CountedTrend(Plan plan) {
        this.plan = plan;
        for (Resource resource : Resource.values()) {
            if (resource != Resource.HEAP) {
                points.put(resource, new ArrayList<>());
            }
        }
    }

    void ended(ScopeNode round) {
        rounds.addFirst(round);
    }

    void look(int round, Policy policy) {
        Map<Resource, Long> amounts = new EnumMap<>(Resource.class);
        for (Sighting sighting : TrendLook.after(rounds, policy)) {
            amounts.merge(sighting.probe().resource(), sighting.live().amount(), Long::sum);
        }
        points.forEach(
                (resource, figures) -> figures.add(new Slope.Point(round, amounts.getOrDefault(resource, 0L), 0)));
    }

    /** How fast a resource grows, in what it is measured in; 0 if it does not. */
    double rate(Resource resource) {
        double rate = Slope.of(points.get(resource));
        double least = resource == Resource.DIRECT_MEMORY ? plan.heap() : 1;
        return rate >= least ? rate : 0;
    }

    /** The figures of a resource, each after a round. */
    List<Slope.Point> points(Resource resource) {
        return points.get(resource);
    }

    /** What is there of a resource that grows, the most frequent cause first. */
    List<List<Finding>> evidence(Resource resource, Policy policy) {
        List<Finding> left = new ArrayList<>();
        for (Sighting sighting : TrendLook.after(rounds, policy)) {
            if (sighting.probe().resource() == resource) {
                left.add(Evidence.of(sighting, List.of()));
            }
        }
        List<List<Finding>> causes = new ArrayList<>(Verdict.byCause(left));
        causes.sort((one, other) -> other.size() - one.size());
        return causes;
    }
}
