package dev.leakcheck.internal.probe.jdbc;

import dev.leakcheck.internal.track.jdbc.Handed;
import dev.leakcheck.internal.track.jdbc.OpenConnection;
import dev.leakcheck.internal.track.jdbc.OpenResultSet;
import dev.leakcheck.internal.track.jdbc.OpenStatement;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import java.sql.PreparedStatement;
import org.jspecify.annotations.Nullable;

/** A statement or result set that its user has not closed. */
final class LiveHanded implements LiveResource {

    private final Handed open;
    private final String what;
    private final @Nullable Object owner;

    LiveHanded(Handed open, String what, @Nullable Object owner) {
        this.open = open;
        this.what = what;
        this.owner = owner;
    }

    @Override
    public Object identity() {
        return open;
    }

    @Override
    public String summary() {
        String sql = open.sql();
        String text = sql == null ? "" : " " + JdbcText.sql(sql);
        return open instanceof OpenResultSet && text.isEmpty() ? "result set" : what + text;
    }

    @Override
    public @Nullable Origin origin() {
        return open.origin();
    }

    @Override
    public @Nullable Owner owner() {
        if (owner instanceof OpenConnection connection) {
            return new Owner(connection, "the connection", connection.origin());
        }
        return owner instanceof OpenStatement statement
                ? new Owner(statement, "the statement", statement.origin())
                : null;
    }

    @Override
    public String siteHeading() {
        return open instanceof OpenResultSet ? "queried at" : "created at";
    }

    @Override
    public String remedy() {
        if (open instanceof OpenResultSet resultSet) {
            return resultSet.statement() == null
                    ? "close the result set on every path: try (ResultSet rows = metaData." + open.sql() + "(…))"
                    : "close the result set on every path: try (ResultSet rows = statement.executeQuery(…))";
        }
        return open.object() instanceof PreparedStatement
                ? "close the statement on every path: try (PreparedStatement statement ="
                        + " connection.prepareStatement(…))"
                : "close the statement on every path: try (Statement statement = connection.createStatement())";
    }
}
