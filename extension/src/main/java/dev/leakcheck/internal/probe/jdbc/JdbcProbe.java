package dev.leakcheck.internal.probe.jdbc;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.track.jdbc.Handed;
import dev.leakcheck.internal.track.jdbc.JdbcState;
import dev.leakcheck.internal.track.jdbc.JdbcTable;
import dev.leakcheck.internal.track.jdbc.OpenConnection;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Sees what JDBC has handed out and not closed. The agent tells what was handed out; whether it is still open is asked of
 * the object itself, once its connection is known to be.
 */
abstract class JdbcProbe implements LeakProbe {

    final JdbcTable table = Tracker.instance().jdbc();
    private final String noun;

    JdbcProbe(String noun) {
        this.noun = noun;
    }

    @Override
    public Resource resource() {
        return Resource.JDBC;
    }

    @Override
    public String noun() {
        return noun;
    }

    @Override
    public String leftBehind() {
        return "unclosed";
    }

    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        Collection<OpenConnection> all = table.all();
        if (all.isEmpty()) {
            return List.of();
        }
        List<LiveResource> live = new ArrayList<>();
        for (OpenConnection connection : all) {
            Object object = connection.connection();
            if (object == null) {
                continue; // A scope that ends at this moment has answered for it.
            }
            if (TestDoubles.isOne(object) || JdbcState.isClosed(object)) {
                table.forget(connection);
            } else {
                if (connection.isPools()) {
                    connection.disown();
                }
                addFrom(connection, object, live);
            }
        }
        table.forgetBare();
        return live;
    }

    /** Adds what is live of one open connection. */
    abstract void addFrom(OpenConnection connection, Object object, List<LiveResource> live);

    /** Whether one that was handed out is still open; what is not, is forgotten. */
    static boolean isOpen(Handed handed) {
        Object object = handed.object();
        if (object != null && !JdbcState.isClosed(object)) {
            return true;
        }
        handed.connection().forgetIf(each -> each == handed);
        return false;
    }
}
