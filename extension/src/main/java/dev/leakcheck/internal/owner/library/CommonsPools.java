package dev.leakcheck.internal.owner.library;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commons DBCP 2 and Commons Pool 2, whose pools share one thread for eviction as long as one of them is open. */
final class CommonsPools extends LibraryAdapter {

    private static final String EVICTION_TIMER = "org.apache.commons.pool2.impl.EvictionTimer";

    @Override
    public String describe(Object owner) {
        return isDataSource(owner)
                ? "connection pool BasicDataSource" + JdbcUrls.suffix(read(owner, "connectionString"))
                        + JdbcUrls.suffix(read(owner, "url"))
                : "object pool " + owner.getClass().getSimpleName();
    }

    private static boolean isDataSource(Object owner) {
        return isA(owner, "BasicDataSource");
    }

    @Override
    public boolean isStopped(Object owner) {
        return isSet(owner, "closed");
    }

    @Override
    public Collection<?> parts(Object owner) {
        if (isDataSource(owner)) {
            return Arrays.asList(read(owner, "connectionPool"));
        }
        List<@Nullable Object> parts = new ArrayList<>();
        if (read(owner, "evictor") != null) {
            parts.add(evictionTimer(owner));
        }
        // Of pooled connections to databases; of other objects little is known.
        if (read(owner, "allObjects") instanceof Map<?, ?> all) {
            List<@Nullable Object> connections = new ArrayList<>();
            for (Object pooled : copy(all.values())) {
                Object object = read(pooled, "object");
                boolean connection = object != null && isA(object, "PoolableConnection");
                connections.add(connection ? read(object, "connection") : null);
            }
            parts.addAll(PhysicalConnection.parts(connections));
        }
        // Whoever borrows one and does not give it back has it: only those that are idle are the pool's.
        for (Object pooled : copy(read(owner, "idleObjects"))) {
            Object object = read(pooled, "object");
            parts.add(object);
            parts.add(read(object, "socket"));
            parts.add(read(object, "connection", "socket"));
        }
        return parts;
    }

    private static @Nullable Object evictionTimer(Object pool) {
        try {
            Field executor = Class.forName(EVICTION_TIMER, false, loader(pool)).getDeclaredField("executor");
            executor.setAccessible(true);
            return executor.get(null);
        } catch (ReflectiveOperationException | RuntimeException anotherVersion) {
            return null;
        }
    }

    private static @Nullable ClassLoader loader(Object pool) {
        Class<?> type = pool.getClass();
        while (!type.getName().startsWith("org.apache.commons.pool2.")) {
            type = type.getSuperclass(); // A subclass of the user's may not see it.
        }
        return type.getClassLoader();
    }

    @Override
    public String remedy(Object owner) {
        return "close() the " + owner.getClass().getSimpleName() + " before the test ends";
    }
}
