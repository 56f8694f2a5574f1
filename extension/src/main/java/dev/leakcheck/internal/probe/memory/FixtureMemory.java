package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.heap.Allocation;
import dev.leakcheck.internal.scope.ScopeNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What classes allocate outside of their tests, by {@code @BeforeAll}, static initialisers and the first constructor: a
 * figure of the heap may hold it, and it goes when the class ends.
 */
final class FixtureMemory {

    private final Map<ScopeNode, Long> byClass = new ConcurrentHashMap<>();
    /** When the last test ended, or the last class began. */
    private volatile long outsideSince;

    void classBegins(ScopeNode testClass) {
        outsideSince = Allocation.totalBytes();
        byClass.put(testClass, 0L);
    }

    /** A test begins, or what it allocates counts from now on. */
    void testBegins(ScopeNode test) {
        long now = Allocation.totalBytes();
        ScopeNode around = test.enclosing();
        if (around != null) {
            byClass.computeIfPresent(around, (same, bytes) -> bytes + Math.max(0, now - outsideSince));
        }
        outsideSince = now;
    }

    /** Returns what a class that ends allocated so; 0 of a test. */
    long ended(ScopeNode scope) {
        if (scope.kind() == Scope.Kind.TEST) {
            outsideSince = Allocation.totalBytes();
        }
        Long bytes = byClass.remove(scope);
        return bytes == null ? 0 : bytes;
    }
}
