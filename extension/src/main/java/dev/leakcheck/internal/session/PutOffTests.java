package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.heap.HeapQuota;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.verdict.Sighting;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tests whose direct memory is left to their class: each would need a garbage collection of its own, and those have found
 * nothing for so long that there is no time for more. One collection at the end of the class serves them all, and each is
 * judged by its own budget then.
 */
final class PutOffTests {

    private final Map<ScopeNode, OfClass> classes = new ConcurrentHashMap<>();

    private record OfClass(long budget, Set<ScopeNode> tests) {}

    /** A class can answer for its tests, if it is asked about the same and they may keep as much as it may. */
    void opened(ScopeNode scope, Policy policy) {
        if (scope.kind() == Scope.Kind.CLASS && policy.resources().contains(Resource.DIRECT_MEMORY)) {
            classes.put(scope, new OfClass(policy.budgets().of(Resource.DIRECT_MEMORY), ConcurrentHashMap.newKeySet()));
        }
    }

    void closed(ScopeNode scope) {
        classes.remove(scope);
    }

    /**
     * Leaves a scope unjudged, if there is no time to collect garbage for it: a test is left to its class, unless it has a
     * budget of its own, which is worth the time; the tests of a class are not judged.
     *
     * @return whether it is left
     */
    boolean putOff(ScopeNode scope, long budget) {
        return scope.kind() == Scope.Kind.TEST ? leaveToItsClass(scope, budget) : areLetGo(scope);
    }

    private boolean leaveToItsClass(ScopeNode test, long budget) {
        OfClass ofClass = test.enclosing() == null ? null : classes.get(test.enclosing());
        return ofClass != null
                && ofClass.budget == budget
                && !HeapQuota.of(test.isRequested()).isLeft()
                && ofClass.tests.add(test);
    }

    private boolean areLetGo(ScopeNode scope) {
        OfClass ofClass = classes.get(scope);
        if (ofClass == null
                || ofClass.tests.isEmpty()
                || ofClass.tests.stream().anyMatch(ScopeNode::isRequested)
                || HeapQuota.UNREQUESTED.isLeftForClasses()) {
            return false;
        }
        Notices.once(
                "Some test classes are not judged for direct memory. Where all classes are checked, measurements that"
                        + " find nothing may take " + HeapQuota.UNREQUESTED
                        + ". To have them judged, annotate them with"
                        + " @LeakCheck, or set leakcheck.heap.quota");
        return true;
    }

    /** Without what each of the tests that were left to a class may keep for itself. */
    List<Sighting> withoutWhatTheyMayKeep(ScopeNode scope, List<Sighting> suspects) {
        OfClass ofClass = classes.get(scope);
        if (ofClass == null || ofClass.tests.isEmpty()) {
            return suspects;
        }
        Map<ScopeNode, Long> kept = new HashMap<>();
        suspects.forEach(suspect -> kept.merge(suspect.charge(), suspect.live().amount(), Long::sum));
        return suspects.stream()
                .filter(suspect ->
                        !ofClass.tests.contains(suspect.charge()) || kept.get(suspect.charge()) > ofClass.budget)
                .toList();
    }
}
