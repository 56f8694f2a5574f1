package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.heap.Allocation;
import dev.leakcheck.internal.heap.HeapQuota;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Moment;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees growth of the heap: test by test, and class by class of tests that run at the same time or that there is no time to
 * measure one by one.
 *
 * <p>A garbage collection is forced only when the test could have exceeded its budget: what all threads allocated is an
 * upper bound of what can have stayed.
 */
public final class HeapProbe implements LeakProbe {

    /** The bound is exact but for this much. */
    private static final long BOUND_SLACK = 16 * 1024;

    /** The default budget of one test: caches and singletons of a whole run take less than that rarely. */
    private static final long WORTH_A_NOTE = 4 << 20;

    private volatile boolean unjudged;

    private final LeftOverThreads leftOver =
            new LeftOverThreads(Tracker.instance().threads());
    private final UnjudgedTests unjudgedTests = new UnjudgedTests();
    private final SettledHeap heap = new SettledHeap(leftOver, unjudgedTests);
    private final JointTests joint = new JointTests(heap, unjudgedTests);
    private final Map<Scope, Before> before = new ConcurrentHashMap<>();
    private final FixtureMemory fixtures = new FixtureMemory();
    private final Set<Scope> withInnerClasses = ConcurrentHashMap.newKeySet();

    /**
     * What was allocated when a scope began.
     *
     * @param at the moment
     * @param total by all threads
     * @param leftOver by those that earlier scopes left running
     */
    private record Before(Instant at, long total, Map<Thread, Long> leftOver) {}

    /** Found by the service loader. */
    public HeapProbe() {}

    @Override
    public Resource resource() {
        return Resource.HEAP;
    }

    @Override
    public String noun() {
        return "heap";
    }

    @Override
    public String leftBehind() {
        return "reachable";
    }

    @Override
    public Moment moment() {
        return Moment.AFTER_GC;
    }

    @Override
    public void scopeOpened(Scope scope, long budget) {
        ScopeNode node = (ScopeNode) scope;
        if (scope.kind() == Scope.Kind.CLASS) {
            fixtures.classBegins(node);
            joint.classOpened(node, budget);
            if (node.enclosing() != null) {
                withInnerClasses.add(node.enclosing());
            }
            return;
        }
        fixtures.testBegins(node);
        joint.opened(node, budget);
        // A class or a run is the sum of its tests, and of fixtures that are meant to live as long.
        if ((scope.kind() == Scope.Kind.TEST || scope.kind() == Scope.Kind.BLOCK) && budget != Long.MAX_VALUE) {
            if (joint.isOpenFor(node)) {
                heap.boundary();
            } else if (!node.overlapped() || isFirstOfItsClass(node)) {
                heap.checkpointFor(budget, HeapQuota.of(isRequested(node)), !joint.canBePutOff(node, budget));
            }
            Before now = new Before(Instant.now(), Allocation.totalBytes(), leftOver.allocatedByNow());
            beginClasses(node, before.put(scope, now), now);
        }
    }

    /** For concurrent tests their class is judged. */
    private static boolean isRequested(ScopeNode test) {
        ScopeNode around = test.enclosing();
        return test.isRequested() || test.overlapped() && around != null && around.isRequested();
    }

    private boolean isFirstOfItsClass(ScopeNode test) {
        ScopeNode around = test.enclosing();
        return around != null && !around.overlapped() && !before.containsKey(around);
    }

    /** For its concurrent tests a class answers as from the first of them: what its fixtures keep is no growth. */
    private void beginClasses(ScopeNode test, @Nullable Before restarted, Before now) {
        for (ScopeNode around = test.enclosing(); around != null; around = around.enclosing()) {
            if (around.kind() == Scope.Kind.CLASS && before.get(around) == restarted) {
                before.put(around, now);
            }
        }
    }

    @Override
    public void scopeClosed(Scope scope) {
        before.remove(scope);
        withInnerClasses.remove(scope);
        joint.classClosed((ScopeNode) scope);
        leftOver.scopeEnded();
        heap.ended(fixtures.ended((ScopeNode) scope));
        heap.boundary();
        if (scope.kind() == Scope.Kind.RUN) {
            noteWhatIsNotKnown();
        }
    }

    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        Before start = before.get(scope);
        ScopeNode node = (ScopeNode) scope;
        if (start == null || !isJudged(node) || cannotExceed(start.total(), budget)) {
            return List.of();
        }
        long byOthers = leftOver.allocatedSince(start.leftOver()::get);
        if (cannotExceed(start.total() + byOthers, budget)) {
            return List.of();
        }
        if (node.overlapped()) {
            unjudged = true;
            Notices.once("The heap is not judged for test classes that run concurrently, since growth cannot be"
                    + " attributed: give those whose heap matters @Isolated, or run classes in the same thread");
            return List.of();
        }
        if (!joint.has(node) && withInnerClasses.contains(node)) {
            unjudged = true;
            Notices.once(
                    "The heap is not judged for tests that run concurrently where their class has inner classes, since"
                            + " the fixtures of those may keep memory: run such tests in the same thread");
            return List.of();
        }
        if (!heap.measurable()) {
            Notices.once("The heap is not judged: " + heap.limitation());
            return List.of();
        }
        String unknown = Allocation.limitation();
        if (!unknown.isEmpty()) {
            Notices.once(unknown);
        }
        if (joint.has(node)) {
            return joint.live(node);
        }
        if (joint.putOff(node, budget, start.at(), start.total())) {
            if (node.isRequested()) {
                noteThatTestsArePutOff();
            }
            return List.of();
        }
        Subject subject = Subject.of(node, start.at());
        if (!subject.quota().isLeftForClasses()) {
            unjudgedTests.add(subject.tests());
            return List.of();
        }
        return heap.growthSinceCheckpoint(budget, subject);
    }

    private static void noteThatTestsArePutOff() {
        Notices.once("To find that tests keep no memory has taken longer than " + HeapQuota.REQUESTED
                + ": from now on the tests of a class are measured"
                + " together, at its end, and fail it if they keep more than all of them may. To have each measured, run"
                + " a class alone, or set leakcheck.heap.quota");
    }

    private void noteWhatIsNotKnown() {
        String untold = unjudgedTests.told();
        if (!untold.isEmpty()) {
            Notices.once(untold);
        }
        if (!unjudged) {
            return;
        }
        unjudged = false;
        long growth = heap.growthInAll();
        if (growth > WORTH_A_NOTE) {
            Notices.once("In all, the heap has grown by " + Sizes.format(growth)
                    + " since test classes began to run concurrently; which of them keeps it is not known");
        }
    }

    /** Tests that ran at the same time are judged together, by their class. */
    private boolean isJudged(ScopeNode scope) {
        return scope.kind() == Scope.Kind.CLASS
                ? scope.overlapped() || scope.hadConcurrentChildren() || joint.has(scope)
                : scope.kind() == Scope.Kind.BLOCK || !scope.overlapped();
    }

    private static boolean cannotExceed(long before, long budget) {
        long now = Allocation.totalBytes();
        return before >= 0 && now >= 0 && now - before <= budget - BOUND_SLACK;
    }
}
