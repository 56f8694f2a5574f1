package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import java.lang.ref.WeakReference;
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

    private final WeakReference<Object> connection;
    /** Keeps it until it is judged: nobody may hold it any more, and it is a leak all the same. */
    private volatile @Nullable Object kept;

    private volatile @Nullable Acquisition acquisition;
    private volatile @Nullable String judgedUrl;
    private volatile @Nullable ScopedOrigin origin;
    private final List<OpenStatement> statements = new ArrayList<>(2);
    private final List<OpenResultSet> resultSets = new ArrayList<>(2);
    private int sweepAt = FEWEST_TO_SWEEP;

    OpenConnection(Object connection, @Nullable ScopedOrigin origin, @Nullable Acquisition acquisition) {
        this.connection = new WeakReference<>(connection);
        this.kept = connection;
        this.origin = origin;
        this.acquisition = acquisition;
    }

    /** The driver's or the pool's own object; null if it was judged and is garbage by now. */
    public @Nullable Object connection() {
        return connection.get();
    }

    /** Where it was asked for; null if that is unknown, or no user's business, and it is no leak then. */
    public @Nullable ScopedOrigin origin() {
        return origin;
    }

    /** Who handed it out; null if it was the driver manager. */
    public @Nullable Object giver() {
        Acquisition by = acquisition;
        return by == null ? null : by.giver();
    }

    /** The address by which it was asked for; null if only the connection can tell. */
    public @Nullable String url() {
        Acquisition by = acquisition;
        return by == null ? judgedUrl : by.url();
    }

    /** Somebody has answered for it: from now on it is known for what lives by it, and kept from nothing. */
    synchronized void judged() {
        judgedUrl = url();
        acquisition = null;
        kept = null;
        statements.clear();
        resultSets.clear();
    }

    /** It is closed: who remembers what came with it must not keep it, and all that it knows. */
    void release() {
        kept = null;
        Acquisition by = acquisition;
        if (by != null) {
            by.end();
        }
    }

    /** Whether somebody has answered for it. */
    boolean isJudged() {
        return kept == null;
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
