package dev.leakcheck.internal.probe.jdbc;

import dev.leakcheck.internal.owner.ConnectionDescriptors;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.jdbc.JdbcState;
import dev.leakcheck.internal.track.jdbc.JdbcTable;
import dev.leakcheck.internal.track.jdbc.OpenConnection;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which descriptors live by connections: what was opened while they were asked for, and what they lead to, such as a file
 * that a driver opens when it has an error to write down.
 */
final class HeldFiles {

    /** Following fields takes time. */
    private static final int MOST_FOLLOWED = 20;

    private final JdbcTable table;

    HeldFiles(JdbcTable table) {
        this.table = table;
    }

    Map<Integer, Holder> holders() {
        Map<Integer, Holder> holders = new HashMap<>();
        List<OpenConnection> all = new ArrayList<>(table.all());
        all.addAll(table.judged());
        int followed = 0;
        for (OpenConnection connection : all) {
            Object object = connection.connection();
            ScopedOrigin origin = connection.origin();
            if (followed < MOST_FOLLOWED && object != null && origin != null && isOpenOfDriver(connection, object)) {
                followed++;
                Holder holder = new Holder(new Owner(connection, "the connection", origin), Standing.held());
                ConnectionDescriptors.of(object).forEach(fd -> holders.put(fd, holder));
            }
        }
        holders.putAll(table.holders());
        return holders;
    }

    /** What a pool lends leads to the pool; a pool is an owner, of what its connections have. */
    private static boolean isOpenOfDriver(OpenConnection connection, Object object) {
        return !connection.isPools()
                && !LiveConnection.isLent(connection)
                && !TestDoubles.isOne(object)
                && !JdbcState.isClosed(object);
    }
}
