package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How HTTP bodies ended that are no leak and yet worth knowing of, by the scope that asked for them: the clients' probes
 * tell it.
 */
public final class BodyOutcomes {

    /** The counts of one scope. */
    public static final class Counts {
        private final AtomicInteger closedEarly = new AtomicInteger();
        private final AtomicInteger drainedNotClosed = new AtomicInteger();

        Counts() {}

        /** How many were closed before their end. */
        public int closedEarly() {
            return closedEarly.get();
        }

        /** How many were read to their end and not closed. */
        public int drainedNotClosed() {
            return drainedNotClosed.get();
        }
    }

    private final WeakIdentityMap<ScopeNode, Counts> byScope = new WeakIdentityMap<>();

    BodyOutcomes() {}

    /** A body was closed before its end: its connection could not be used again. */
    public void closedEarly(@Nullable ScopedOrigin requested) {
        Counts counts = of(requested);
        if (counts != null) {
            counts.closedEarly.incrementAndGet();
        }
    }

    /** A body was read to its end and not closed: nothing is held, by luck. */
    public void drainedNotClosed(@Nullable ScopedOrigin requested) {
        Counts counts = of(requested);
        if (counts != null) {
            counts.drainedNotClosed.incrementAndGet();
        }
    }

    /** The counts of a scope; null if there is nothing to tell. */
    public @Nullable Counts of(ScopeNode scope) {
        return byScope.get(scope);
    }

    private @Nullable Counts of(@Nullable ScopedOrigin requested) {
        ScopeNode charge = requested == null ? null : requested.charge();
        return charge == null ? null : byScope.computeIfAbsent(charge, ignored -> new Counts());
    }
}
