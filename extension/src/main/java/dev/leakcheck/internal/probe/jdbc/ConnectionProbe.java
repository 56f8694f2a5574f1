package dev.leakcheck.internal.probe.jdbc;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.DescriptorHolders;
import dev.leakcheck.internal.track.jdbc.JdbcState;
import dev.leakcheck.internal.track.jdbc.OpenConnection;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.ProbeContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sees connections that were not closed, or not given back to their pool. */
public final class ConnectionProbe extends JdbcProbe {

    /** Found by the service loader. */
    public ConnectionProbe() {
        super("JDBC connection");
    }

    @Override
    public void start(ProbeContext context) {
        DescriptorHolders.register(new HeldFiles(table)::holders);
        DescriptorHolders.registerFiles(table::holderOfFile);
    }

    /** What was judged is no longer kept from being collected. */
    @Override
    public void scopeClosed(Scope scope) {
        for (OpenConnection connection : table.all()) {
            ScopedOrigin origin = connection.origin();
            // A pool may have asked for it after the last look.
            if (origin != null && origin.charge() == scope && !connection.isPools()) {
                table.judged(connection);
            }
        }
    }

    /** What was judged is still live as long as somebody holds it: a trend counts what rounds leave that may leave some. */
    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        Collection<OpenConnection> judged = table.judged();
        if (judged.isEmpty()) {
            return super.live(scope, budget);
        }
        List<LiveResource> live = new ArrayList<>(super.live(scope, budget));
        for (OpenConnection connection : judged) {
            Object object = connection.connection();
            if (object != null && !JdbcState.isClosed(object)) {
                addFrom(connection, object, live);
            }
        }
        return live;
    }

    @Override
    void addFrom(OpenConnection connection, Object object, List<LiveResource> live) {
        if (connection.origin() != null) {
            live.add(new LiveConnection(connection, object));
        }
    }
}
