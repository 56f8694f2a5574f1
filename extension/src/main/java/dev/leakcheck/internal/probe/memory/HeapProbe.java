package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.heap.Allocation;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Moment;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sees growth of the heap, test by test.
 *
 * <p>A garbage collection is forced only when the test could have exceeded its budget: what all threads allocated is an
 * upper bound of what can have stayed.
 */
public final class HeapProbe implements LeakProbe {

    /** The bound is exact but for this much. */
    private static final long BOUND_SLACK = 16 * 1024;

    private final SettledHeap heap = new SettledHeap();
    private final LeftOverThreads leftOver =
            new LeftOverThreads(Tracker.instance().threads());
    private final Map<Scope, Before> before = new ConcurrentHashMap<>();

    /**
     * What was allocated when a scope began.
     *
     * @param total by all threads
     * @param leftOver by those that earlier scopes left running
     */
    private record Before(long total, Map<Thread, Long> leftOver) {}

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
        // A class or a run is the sum of its tests, and of fixtures that are meant to live as long.
        if ((scope.kind() == Scope.Kind.TEST || scope.kind() == Scope.Kind.BLOCK) && budget != Long.MAX_VALUE) {
            if (!((ScopeNode) scope).overlapped()) {
                heap.checkpointFor(budget);
            }
            before.put(scope, new Before(Allocation.totalBytes(), leftOver.allocated()));
        }
    }

    @Override
    public void scopeClosed(Scope scope) {
        before.remove(scope);
        heap.boundary();
    }

    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        Before start = before.get(scope);
        if (start == null || cannotExceed(start.total(), budget)) {
            return List.of();
        }
        long byOthers = leftOver.allocatedSince(start.leftOver());
        if (cannotExceed(start.total() + byOthers, budget)) {
            return List.of();
        }
        ScopeNode node = (ScopeNode) scope;
        if (node.overlapped()) {
            Notices.once("The heap is not judged for tests that run concurrently, since growth cannot be attributed:"
                    + " run them with @Isolated or in the same thread to have it judged");
            return List.of();
        }
        if (!heap.measurable()) {
            Notices.once("The heap is not judged: " + heap.limitation());
            return List.of();
        }
        return heap.growthSinceCheckpoint(budget, byOthers, node.testClasses())
                .<Collection<LiveResource>>map(List::of)
                .orElse(List.of());
    }

    private static boolean cannotExceed(long before, long budget) {
        long now = Allocation.totalBytes();
        return before >= 0 && now >= 0 && now - before <= budget - BOUND_SLACK;
    }
}
