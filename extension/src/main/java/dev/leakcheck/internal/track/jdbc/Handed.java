package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.scope.ScopedOrigin;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** A statement or result set. */
public class Handed {

    private final OpenConnection connection;
    private final WeakReference<Object> object;
    /** Keeps one that is judged by itself: nobody may hold it any more, and it is a leak all the same. */
    private final @Nullable Object kept;

    private final @Nullable ScopedOrigin origin;
    private volatile @Nullable String sql;

    Handed(OpenConnection connection, Object object, @Nullable ScopedOrigin origin, @Nullable String sql) {
        this.connection = connection;
        this.object = new WeakReference<>(object);
        this.kept = origin == null ? null : object;
        this.origin = origin;
        this.sql = sql;
    }

    /** The connection that it lives by. */
    public OpenConnection connection() {
        return connection;
    }

    /** The driver's or the pool's own object; null if that is garbage. */
    public @Nullable Object object() {
        return kept != null ? kept : object.get();
    }

    /**
     * Where it was asked for, if it was for a scope that does not outlive what it lives by; null if it is that one's
     * dependent in any case.
     */
    public @Nullable ScopedOrigin origin() {
        return origin;
    }

    /** Whether a user is to close it: what a pool asks of its own connections is the pool's. */
    public boolean isUsers() {
        ScopedOrigin asked = origin;
        return connection.origin() != null || asked != null && !ConnectionPools.isPool(asked);
    }

    /** What is executed, as far as known. */
    public @Nullable String sql() {
        return sql;
    }

    void executes(String itsSql) {
        sql = itsSql;
    }
}
