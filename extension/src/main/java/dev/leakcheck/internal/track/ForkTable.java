package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopeNode;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who forked a task of ForkJoin: there may be millions a second, so a table of fixed size that forgets the older of two
 * with the same place. A forgotten task that is run inside another one counts as part of that; only a stolen one is then
 * nobody's in particular.
 */
final class ForkTable {

    private static final int SIZE = 1 << 14;

    /** Knows the task by its identity hash code: a reference would hold what the task refers to. */
    private record Fork(int hash, ScopeNode submitter) {}

    private final AtomicReferenceArray<@Nullable Fork> forks = new AtomicReferenceArray<>(SIZE);

    ForkTable() {
        // Loaded before the hooks are in.
        java.util.Objects.requireNonNull(Fork.class);
    }

    void put(Object task, ScopeNode submitter) {
        int hash = System.identityHashCode(task);
        forks.setRelease(hash & SIZE - 1, new Fork(hash, submitter));
    }

    @Nullable ScopeNode get(Object task) {
        int hash = System.identityHashCode(task);
        Fork fork = forks.getAcquire(hash & SIZE - 1);
        return fork == null || fork.hash != hash ? null : fork.submitter;
    }
}
