package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** H2's JdbcConnectionPool: the connections that it keeps hold the database's file open, and a thread that writes it. */
final class H2Pools extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        return "connection pool JdbcConnectionPool" + JdbcUrls.suffix(read(owner, "dataSource", "url"));
    }

    @Override
    public boolean isStopped(Object owner) {
        return isSet(owner, "isDisposed");
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> connections = new ArrayList<>();
        for (Object pooled : copy(read(owner, "recycledConnections"))) {
            connections.add(read(pooled, "physicalConn"));
        }
        return PhysicalConnection.parts(connections);
    }

    @Override
    public String remedy(Object owner) {
        return "dispose() of the JdbcConnectionPool before the test ends";
    }
}
