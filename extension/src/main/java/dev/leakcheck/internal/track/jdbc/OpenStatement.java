package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import org.jspecify.annotations.Nullable;

/** A statement that may be open. */
public final class OpenStatement extends Handed {

    private final @Nullable ScopeNode scope;

    OpenStatement(
            OpenConnection connection,
            Object statement,
            @Nullable ScopeNode scope,
            @Nullable ScopedOrigin origin,
            @Nullable String sql) {
        super(connection, statement, origin, sql);
        this.scope = scope;
    }

    /** Whether its connection made it for itself, so that nobody else has it. */
    public boolean isOfItsConnection() {
        Object by = connection().connection();
        ScopedOrigin asked = origin();
        return by != null && asked != null && OwnStatements.isOneOf(by, asked);
    }

    /** The scope that asked for it. */
    @Nullable ScopeNode scope() {
        return scope;
    }
}
