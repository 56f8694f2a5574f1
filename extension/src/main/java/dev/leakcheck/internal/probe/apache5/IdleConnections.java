package dev.leakcheck.internal.probe.apache5;

import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicMarkableReference;
import org.jspecify.annotations.Nullable;

/** The connections that wait in a connection manager for their next use. */
final class IdleConnections {

    private IdleConnections() {}

    /** The client's own objects for them; they may be closed. */
    static List<Object> of(Object manager) {
        List<Object> idle = new ArrayList<>();
        Object pool = Reflect.field(manager, "pool");
        if (pool == null) {
            Object only = Reflect.field(manager, "conn");
            if (only != null && !Boolean.TRUE.equals(Reflect.field(manager, "leased"))) {
                idle.add(only);
            }
            return idle;
        }
        addAvailable(pool, idle);
        // The other two kinds of pools keep what is idle by route.
        for (String routes : List.of("routeToPool", "segments")) {
            if (Reflect.field(pool, "available") == null && Reflect.field(pool, routes) instanceof Map<?, ?> byRoute) {
                new ArrayList<>(byRoute.values()).forEach(each -> addAvailable(each, idle));
            }
        }
        return idle;
    }

    private static void addAvailable(Object pool, List<Object> idle) {
        if (Reflect.field(pool, "available") instanceof Collection<?> entries) {
            for (Object entry : copy(entries)) {
                Object plain = entry instanceof AtomicMarkableReference<?> marked ? marked.getReference() : entry;
                Object connection = Reflect.call(plain, "getConnection");
                if (connection != null) {
                    idle.add(connection);
                }
            }
        }
    }

    /** They change meanwhile. */
    private static @Nullable Object[] copy(Collection<?> entries) {
        try {
            return entries.toArray();
        } catch (RuntimeException changing) {
            return new Object[0];
        }
    }
}
