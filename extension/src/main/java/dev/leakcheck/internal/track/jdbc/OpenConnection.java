package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A connection that may be open, with what was asked of it. */
public final class OpenConnection {

    private static final int FEWEST_TO_SWEEP = 64;

    private final Object connection;
    private final @Nullable Acquisition acquisition;
    private volatile @Nullable ScopedOrigin origin;
    private final List<OpenStatement> statements = new ArrayList<>(2);
    private final List<OpenResultSet> resultSets = new ArrayList<>(2);
    private int sweepAt = FEWEST_TO_SWEEP;

    OpenConnection(Object connection, @Nullable ScopedOrigin origin, @Nullable Acquisition acquisition) {
        this.connection = connection;
        this.origin = origin;
        this.acquisition = acquisition;
    }

    /** The driver's or the pool's own object. */
    public Object connection() {
        return connection;
    }

    /** Where it was asked for; null if that is unknown, or no user's business, and it is no leak then. */
    public @Nullable ScopedOrigin origin() {
        return origin;
    }

    /** Who handed it out; null if it was the driver manager. */
    public @Nullable Object giver() {
        return acquisition == null ? null : acquisition.giver();
    }

    /** The address by which it was asked for; null if only the connection can tell. */
    public @Nullable String url() {
        return acquisition == null ? null : acquisition.url();
    }

    /** Whether it was a pool that asked for it. */
    public boolean isPools() {
        ScopedOrigin asked = origin;
        return asked != null && ConnectionPools.isPool(asked);
    }

    /** Says that it is no user's to close. */
    public void disown() {
        origin = null;
    }

    /** Whether a scope that asks something of it now does not live as long. */
    boolean outlives(@Nullable ScopeNode current) {
        ScopedOrigin asked = origin;
        return asked == null || isInside(current, asked.scope());
    }

    /** Whether one scope ends before the other does, or after the other's things should have gone. */
    static boolean isInside(@Nullable ScopeNode inner, @Nullable ScopeNode outer) {
        return outer == null || inner != outer && (!outer.isOpen() || inner != null && inner.isWithin(outer));
    }

    void add(OpenStatement statement) {
        sweep();
        synchronized (this) {
            statements.add(statement);
        }
    }

    void add(OpenResultSet resultSet) {
        sweep();
        synchronized (this) {
            resultSets.add(resultSet);
        }
    }

    /** The statements that were not found closed yet. */
    public synchronized List<OpenStatement> statements() {
        return List.copyOf(statements);
    }

    /** The result sets that were not found closed yet. */
    public synchronized List<OpenResultSet> resultSets() {
        return List.copyOf(resultSets);
    }

    /** Forgets what is closed. */
    public synchronized void forgetIf(Predicate<Handed> closed) {
        statements.removeIf(closed);
        resultSets.removeIf(closed);
    }

    synchronized boolean isBare() {
        return statements.isEmpty() && resultSets.isEmpty();
    }

    /**
     * On the thread that uses the connection now anyway, so that asking its children waits for nobody; and not under our
     * own lock.
     */
    private void sweep() {
        List<Handed> all = new ArrayList<>();
        synchronized (this) {
            if (statements.size() + resultSets.size() < sweepAt) {
                return;
            }
            all.addAll(statements);
            all.addAll(resultSets);
        }
        Set<Handed> closed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Handed handed : all) {
            Object object = handed.object();
            if (object == null || JdbcState.isClosed(object)) {
                closed.add(handed);
            }
        }
        synchronized (this) {
            forgetIf(closed::contains);
            sweepAt = Math.max(FEWEST_TO_SWEEP, 2 * (statements.size() + resultSets.size()));
        }
    }
}
