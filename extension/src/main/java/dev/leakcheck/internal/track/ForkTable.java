package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopeNode;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who forked a task of ForkJoin: there may be millions a second, so a table of fixed size. Each row keeps the last few
 * of those that fall into it. A forgotten task that is run inside another one counts as part of that; only a stolen one
 * is then nobody's in particular.
 */
final class ForkTable {

    private static final int ROWS = 1 << 11;
    private static final int ROW = 1 << 3;

    /** Knows the task by its identity hash code: a reference would hold what the task refers to. */
    private record Fork(int hash, ScopeNode submitter) {}

    private final AtomicReferenceArray<@Nullable Fork> forks = new AtomicReferenceArray<>(ROWS * ROW);

    /** How many were ever put into each row. Not exact where two threads come at once: one of two is forgotten early. */
    private final int[] puts = new int[ROWS];

    ForkTable() {
        // Loaded before the hooks are in.
        java.util.Objects.requireNonNull(Fork.class);
    }

    void put(Object task, ScopeNode submitter) {
        int hash = System.identityHashCode(task);
        forks.setRelease(place(hash, puts[hash & ROWS - 1]++), new Fork(hash, submitter));
    }

    /** Looks at the last one first, since most tasks are run soon. */
    @Nullable ScopeNode get(Object task) {
        int hash = System.identityHashCode(task);
        int last = puts[hash & ROWS - 1] - 1;
        for (int i = 0; i < ROW; i++) {
            Fork fork = forks.getAcquire(place(hash, last - i));
            if (fork != null && fork.hash == hash) {
                return fork.submitter;
            }
        }
        return null;
    }

    private static int place(int hash, int column) {
        return (hash & ROWS - 1) * ROW + (column & ROW - 1);
    }
}
