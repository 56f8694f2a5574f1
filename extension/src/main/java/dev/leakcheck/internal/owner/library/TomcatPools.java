package dev.leakcheck.internal.owner.library;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tomcat's JDBC pool: the data source, and the pool that it makes at its first use. All pools share one timer for cleaning as long
 * as one of them is open.
 */
final class TomcatPools extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        return "Tomcat connection pool" + JdbcUrls.suffix(read(owner, "poolProperties", "url"));
    }

    private static boolean isPool(Object owner) {
        return isA(owner, "ConnectionPool");
    }

    /** Its data source forgets a pool that it closes, and makes another one when it is asked again. */
    @Override
    public boolean isStopped(Object owner) {
        return isPool(owner) && isSet(owner, "closed");
    }

    @Override
    public Collection<?> parts(Object owner) {
        if (!isPool(owner)) {
            return Arrays.asList(read(owner, "pool"));
        }
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(read(owner, "cancellator"));
        if (read(owner, "poolCleaner") != null) {
            parts.add(timer(owner));
        }
        List<@Nullable Object> connections = new ArrayList<>();
        for (String queue : List.of("busy", "idle")) {
            for (Object pooled : entries(read(owner, queue))) {
                connections.add(read(pooled, "connection"));
            }
        }
        parts.addAll(PhysicalConnection.parts(connections));
        return parts;
    }

    /** Its own queues, which are fair, cannot be copied. */
    private static List<Object> entries(@Nullable Object queue) {
        Object items = read(queue, "items");
        return copy(items instanceof Collection<?> ? items : queue);
    }

    private static @Nullable Object timer(Object pool) {
        Class<?> type = pool.getClass();
        while (!type.getSimpleName().equals("ConnectionPool")) {
            type = type.getSuperclass();
        }
        try {
            Field timer = type.getDeclaredField("poolCleanTimer");
            timer.setAccessible(true);
            return timer.get(null);
        } catch (ReflectiveOperationException | RuntimeException anotherVersion) {
            return null;
        }
    }

    @Override
    public String remedy(Object owner) {
        return "close() the " + (isPool(owner) ? "ConnectionPool" : "DataSource") + " before the test ends";
    }
}
