package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.WeakIdentityMap;
import java.util.function.Consumer;

/** The pools of connections that were created. */
public final class PoolTable {

    private final WeakIdentityMap<Object, Boolean> pools = new WeakIdentityMap<>();

    PoolTable() {}

    void created(Object pool) {
        pools.put(pool, Boolean.TRUE);
    }

    /** Visits the client's own objects for pools that are still reachable. */
    public void forEach(Consumer<Object> action) {
        pools.forEach((pool, ignored) -> action.accept(pool));
    }
}
