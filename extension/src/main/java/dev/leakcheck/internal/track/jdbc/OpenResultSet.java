package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.scope.ScopedOrigin;
import org.jspecify.annotations.Nullable;

/** A result set that may be open. */
public final class OpenResultSet extends Handed {

    private final @Nullable OpenStatement statement;

    OpenResultSet(
            OpenConnection connection,
            @Nullable OpenStatement statement,
            Object resultSet,
            @Nullable ScopedOrigin origin,
            @Nullable String sql) {
        super(connection, resultSet, origin, sql);
        this.statement = statement;
    }

    /** The statement that it lives by; null if the connection's meta data gave it. */
    public @Nullable OpenStatement statement() {
        return statement;
    }

    @Override
    public @Nullable String sql() {
        String own = super.sql();
        return own != null || statement == null ? own : statement.sql();
    }
}
