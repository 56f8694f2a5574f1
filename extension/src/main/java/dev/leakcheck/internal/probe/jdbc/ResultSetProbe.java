package dev.leakcheck.internal.probe.jdbc;

import dev.leakcheck.internal.track.jdbc.OpenConnection;
import dev.leakcheck.internal.track.jdbc.OpenResultSet;
import dev.leakcheck.internal.track.jdbc.OpenStatement;
import dev.leakcheck.spi.LiveResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees result sets that were not closed while their statement stays open. */
public final class ResultSetProbe extends JdbcProbe {

    /** Found by the service loader. */
    public ResultSetProbe() {
        super("JDBC result set");
    }

    @Override
    void addFrom(OpenConnection connection, Object object, List<LiveResource> live) {
        for (OpenResultSet resultSet : connection.resultSets()) {
            OpenStatement statement = resultSet.statement();
            boolean isUsers = resultSet.isUsers() || statement != null && statement.isUsers();
            if (isUsers && (statement == null || isOpen(statement)) && isOpen(resultSet)) {
                live.add(new LiveHanded(resultSet, "result set of", owner(resultSet, connection)));
            }
        }
    }

    /** The outermost of what it lives by that ends with the same scope. */
    private static @Nullable Object owner(OpenResultSet resultSet, OpenConnection connection) {
        if (resultSet.origin() != null) {
            return null;
        }
        OpenStatement statement = resultSet.statement();
        return statement == null || statement.origin() == null ? connection : statement;
    }
}
