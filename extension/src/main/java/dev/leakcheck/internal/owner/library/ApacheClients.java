package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicMarkableReference;
import org.jspecify.annotations.Nullable;

/** Classic clients of Apache HttpClient 5, and their connection managers, which may be shared by several clients. */
final class ApacheClients extends ClassicHttpClients {

    @Override
    boolean isManager(Object owner) {
        return owner.getClass().getName().contains("ConnectionManager") || read(owner, "connFactory") != null;
    }

    @Override
    public boolean isStopped(Object owner) {
        if (isManager(owner)) {
            return isSet(owner, "closed");
        }
        if (isA(owner, "MinimalHttpClient")) {
            Object manager = read(owner, "connManager");
            return manager != null && isSet(manager, "closed");
        }
        // What close() has to close it takes out of here; a client of a shared manager has nothing to close.
        return !(read(owner, "closeables") instanceof Collection<?> closeables) || closeables.isEmpty();
    }

    @Override
    public Collection<?> parts(Object owner) {
        if (isManager(owner)) {
            return sockets(owner);
        }
        if (isA(owner, "MinimalHttpClient")) {
            return Arrays.asList(read(owner, "connManager"));
        }
        List<@Nullable Object> parts = new ArrayList<>();
        for (Object closeable : copy(read(owner, "closeables"))) {
            parts.add(closeable);
            if (closeable.getClass().isSynthetic()) { // A lambda that shuts the evictor down.
                Reflect.fields(closeable).forEach(captured -> parts.add(read(captured, "thread")));
            }
        }
        return parts;
    }

    private static List<@Nullable Object> sockets(Object manager) {
        List<@Nullable Object> sockets = new ArrayList<>();
        addSocket(read(manager, "conn"), sockets);
        Object pool = read(manager, "pool");
        addEntries(pool, sockets);
        for (String perRoute :
                List.of("routeToPool", "segments")) { // Of a pool with lax limits, and of one without a lock.
            if (read(pool, perRoute) instanceof Map<?, ?> pools) {
                copy(pools.values()).forEach(each -> addEntries(each, sockets));
            }
        }
        sockets.add(read(pool, "timeouts"));
        sockets.add(read(pool, "disposer"));
        return sockets;
    }

    private static void addEntries(@Nullable Object pool, List<@Nullable Object> sockets) {
        for (String state : List.of("leased", "available")) {
            Object entries = read(pool, state);
            for (Object entry : copy(entries instanceof Map<?, ?> map ? map.keySet() : entries)) {
                Object known = entry instanceof AtomicMarkableReference<?> reference ? reference.getReference() : entry;
                addSocket(read(known, "connRef"), sockets);
            }
        }
    }

    private static void addSocket(@Nullable Object connection, List<@Nullable Object> sockets) {
        Object holder = read(connection, "socketHolderRef");
        sockets.add(read(holder, "socket"));
        sockets.add(read(holder, "baseSocket")); // Since HttpCore 5.3.
    }
}
