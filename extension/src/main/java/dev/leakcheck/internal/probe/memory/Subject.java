package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.internal.heap.HeapQuota;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.spi.Detail;
import java.time.Instant;
import java.util.List;

/**
 * Who is measured.
 *
 * @param scope who answers for what is found
 * @param quota what that may take
 * @param began when the first of its tests did that have not been measured
 * @param tests how many these are that have not failed
 * @param whose details that each leak gets
 */
record Subject(ScopeNode scope, HeapQuota quota, Instant began, int tests, List<Detail> whose) {

    /** One scope by itself. */
    static Subject of(ScopeNode scope, Instant began) {
        return new Subject(scope, HeapQuota.of(scope.isRequested()), began, scope.isExcused() ? 0 : 1, List.of());
    }
}
