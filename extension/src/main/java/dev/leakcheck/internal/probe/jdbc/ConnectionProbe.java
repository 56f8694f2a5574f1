package dev.leakcheck.internal.probe.jdbc;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.DescriptorHolders;
import dev.leakcheck.internal.track.jdbc.OpenConnection;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.ProbeContext;
import java.util.List;

/** Sees connections that were not closed, or not given back to their pool. */
public final class ConnectionProbe extends JdbcProbe {

    /** Found by the service loader. */
    public ConnectionProbe() {
        super("JDBC connection");
    }

    @Override
    public void start(ProbeContext context) {
        DescriptorHolders.register(table::holders);
    }

    /** What was judged is no longer kept from being collected. */
    @Override
    public void scopeClosed(Scope scope) {
        for (OpenConnection connection : table.all()) {
            ScopedOrigin origin = connection.origin();
            if (origin != null && origin.charge() == scope) {
                table.judged(connection);
            }
        }
    }

    @Override
    void addFrom(OpenConnection connection, Object object, List<LiveResource> live) {
        if (connection.origin() != null) {
            live.add(new LiveConnection(connection, object));
        }
    }
}
