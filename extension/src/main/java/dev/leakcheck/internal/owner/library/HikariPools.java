package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HikariCP: the data source, and the pool that it makes at its first use. */
final class HikariPools extends LibraryAdapter {

    private static final int POOL_SHUTDOWN = 2;

    @Override
    public String describe(Object owner) {
        Object config = isPool(owner) ? read(owner, "config") : owner;
        Object name = read(config, "poolName");
        return "connection pool" + (name == null ? "" : " " + name) + JdbcUrls.suffix(read(config, "jdbcUrl"));
    }

    private static boolean isPool(Object owner) {
        return isA(owner, "HikariPool");
    }

    @Override
    public boolean isStopped(Object owner) {
        return isPool(owner)
                ? read(owner, "poolState") instanceof Integer state && state == POOL_SHUTDOWN
                : isSet(owner, "isShutdown");
    }

    @Override
    public Collection<?> parts(Object owner) {
        if (!isPool(owner)) {
            return Arrays.asList(read(owner, "pool"), read(owner, "fastPathPool"));
        }
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(read(owner, "addConnectionExecutor"));
        parts.add(read(owner, "closeConnectionExecutor"));
        Object houseKeeper = read(owner, "houseKeepingExecutorService");
        if (houseKeeper != read(owner, "config", "scheduledExecutor")) { // Else it was handed to it.
            parts.add(houseKeeper);
        }
        List<@Nullable Object> connections = new ArrayList<>();
        for (Object entry : copy(read(owner, "connectionBag", "sharedList"))) {
            connections.add(read(entry, "connection"));
        }
        parts.addAll(PhysicalConnection.parts(connections));
        return parts;
    }

    @Override
    public String remedy(Object owner) {
        return "close() the HikariDataSource before the test ends";
    }
}
