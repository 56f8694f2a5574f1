package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alibaba's Druid, which starts its threads at its first use, unless it was handed schedulers. */
final class DruidPools extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        Object name = read(owner, "name");
        return "Druid connection pool" + (name == null ? "" : " " + name) + JdbcUrls.suffix(read(owner, "jdbcUrl"));
    }

    @Override
    public boolean isStopped(Object owner) {
        return isSet(owner, "closed");
    }

    /** Of its connections those that are idle: it does not keep what it has lent. */
    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>(Arrays.asList(
                read(owner, "createConnectionThread"),
                read(owner, "destroyConnectionThread"),
                read(owner, "logStatsThread")));
        List<@Nullable Object> connections = new ArrayList<>();
        if (read(owner, "connections") instanceof Object[] idle) {
            for (Object holder : idle) {
                connections.add(ofDriver(read(holder, "conn")));
            }
        }
        parts.addAll(PhysicalConnection.parts(connections));
        return parts;
    }

    /** Where there are filters, they stand around it. */
    private static @Nullable Object ofDriver(@Nullable Object connection) {
        Object proxied = connection != null && isA(connection, "ConnectionProxyImpl")
                ? read(connection, "connection")
                : connection;
        return proxied != null && isA(proxied, "DruidStatementConnection") ? read(proxied, "conn") : proxied;
    }

    @Override
    public String remedy(Object owner) {
        return "close() the DruidDataSource before the test ends";
    }
}
