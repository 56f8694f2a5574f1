package dev.leakcheck.examples.pool;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.ProbeContext;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Teaches LeakCheck a pool of one's own; named in META-INF/services. */
public final class ConnectionProbe implements LeakProbe {

    private final Map<Connection, Origin> origins = new ConcurrentHashMap<>();

    @Override
    public Resource resource() {
        return Resource.JDBC; // whose budget applies
    }

    @Override
    public String noun() {
        return "warehouse connection";
    }

    @Override
    public void start(ProbeContext context) {
        ConnectionPool.WAREHOUSE.onAcquire(connection -> origins.put(connection, context.origin()));
    }

    @Override
    public Collection<Loan> live(Scope scope, long budget) {
        return ConnectionPool.WAREHOUSE.onLoan().stream()
                .map(connection -> new Loan(connection, origins.get(connection)))
                .toList();
    }

    record Loan(Connection identity, Origin origin) implements LiveResource {

        @Override
        public String summary() {
            return identity + " of the warehouse";
        }

        @Override
        public String siteHeading() {
            return "acquired at";
        }

        @Override
        public String remedy() {
            return "close() the connection, which gives it back: try (Connection it = pool.acquire())";
        }
    }
}
