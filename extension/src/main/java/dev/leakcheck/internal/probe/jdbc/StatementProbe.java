package dev.leakcheck.internal.probe.jdbc;

import dev.leakcheck.internal.track.jdbc.OpenConnection;
import dev.leakcheck.internal.track.jdbc.OpenStatement;
import dev.leakcheck.spi.LiveResource;
import java.util.List;

/** Sees statements that were not closed while their connection stays open. */
public final class StatementProbe extends JdbcProbe {

    /** Found by the service loader. */
    public StatementProbe() {
        super("JDBC statement");
    }

    @Override
    void addFrom(OpenConnection connection, Object object, List<LiveResource> live) {
        for (OpenStatement statement : connection.statements()) {
            if (isOpen(statement) && statement.isUsers() && !statement.isOfItsConnection()) {
                live.add(new LiveHanded(statement, "statement", statement.origin() == null ? connection : null));
            }
        }
    }
}
