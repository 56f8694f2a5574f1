package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How HTTP bodies ended that are no leak and yet worth knowing of, by the scope that asked for them: the clients' probes
 * tell it.
 */
public final class BodyOutcomes {

    /** In which way a body was abandoned. */
    public enum Ending {
        /** It was closed before its end. */
        CLOSED_EARLY("read the body to its end, or ask for less: HEAD, or a Range"),
        /** It was read to its end and not closed: nothing is held, by luck. */
        NOT_CLOSED("close the response on every path, also when its body was read to its end");

        private final String remedy;

        Ending(String remedy) {
            this.remedy = remedy;
        }

        /** How to mend it. */
        public String remedy() {
            return remedy;
        }
    }

    /**
     * One body.
     *
     * @param exchange what was asked and how it ended, in one line
     */
    public record Outcome(Ending ending, String exchange, ScopedOrigin requested) {}

    /** The bodies of one scope. */
    public static final class Counts {
        private final List<Outcome> first = new ArrayList<>();
        private int closedEarly;
        private int drainedNotClosed;

        Counts() {}

        /** How many were closed before their end. */
        public synchronized int closedEarly() {
            return closedEarly;
        }

        /** How many were read to their end and not closed. */
        public synchronized int drainedNotClosed() {
            return drainedNotClosed;
        }

        /** The first of them. */
        public synchronized List<Outcome> first() {
            return List.copyOf(first);
        }

        synchronized void add(Ending ending, Supplier<String> exchange, ScopedOrigin requested) {
            if (ending == Ending.CLOSED_EARLY) {
                closedEarly++;
            } else {
                drainedNotClosed++;
            }
            if (first.size() < MOST_KEPT) {
                first.add(new Outcome(ending, exchange.get(), requested));
            }
        }
    }

    private static final int MOST_KEPT = 100;
    private static final Supplier<String> UNNAMED = () -> "an HTTP exchange";

    // What was requested knows its scope: weakness does not help here, each scope is forgotten when it ends.
    private final WeakIdentityMap<ScopeNode, Counts> byScope = new WeakIdentityMap<>();

    BodyOutcomes() {}

    /** A body was closed before its end: its connection could not be used again. */
    public void closedEarly(@Nullable ScopedOrigin requested) {
        closedEarly(requested, UNNAMED);
    }

    /** A body was closed before its end; {@code exchange} says what it was and how it ended, in one line. */
    public void closedEarly(@Nullable ScopedOrigin requested, Supplier<String> exchange) {
        add(Ending.CLOSED_EARLY, requested, exchange);
    }

    /** A body was read to its end and not closed: nothing is held, by luck. */
    public void drainedNotClosed(@Nullable ScopedOrigin requested) {
        drainedNotClosed(requested, UNNAMED);
    }

    /** A body was read to its end and not closed; {@code exchange} says what it was and how it ended, in one line. */
    public void drainedNotClosed(@Nullable ScopedOrigin requested, Supplier<String> exchange) {
        add(Ending.NOT_CLOSED, requested, exchange);
    }

    /** The bodies of a scope; null if there is nothing to tell. */
    public @Nullable Counts of(ScopeNode scope) {
        return byScope.get(scope);
    }

    /** Forgets the bodies of a scope that has been judged. */
    public void forget(ScopeNode judged) {
        byScope.remove(judged);
    }

    private void add(Ending ending, @Nullable ScopedOrigin requested, Supplier<String> exchange) {
        ScopeNode charge = requested == null ? null : requested.charge();
        if (charge != null && charge.isOpen()) {
            byScope.computeIfAbsent(charge, ignored -> new Counts()).add(ending, exchange, requested);
        }
    }
}
