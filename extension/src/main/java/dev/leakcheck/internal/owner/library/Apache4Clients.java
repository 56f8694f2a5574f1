package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Classic clients of Apache HttpClient 4, and their connection managers. These have the connections that are idle; one that is
 * out serves a response that was not closed, which is no client's fault.
 */
final class Apache4Clients extends ClassicHttpClients {

    @Override
    boolean isManager(Object owner) {
        return read(owner, "connManager") == null;
    }

    @Override
    public boolean isStopped(Object owner) {
        if (isManager(owner)) {
            return isSet(owner, "isShutDown") || isSet(owner, "isShutdown");
        }
        // A client of a shared manager has nothing to close.
        return isStopped(read(owner, "connManager"))
                || !isA(owner, "MinimalHttpClient") && closeables(owner).isEmpty();
    }

    private static List<Object> closeables(Object client) {
        return copy(read(client, "closeables"));
    }

    @Override
    public Collection<?> parts(Object owner) {
        if (isManager(owner)) {
            return idleSockets(owner);
        }
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(read(owner, "connManager"));
        for (Object closeable : closeables(owner)) { // One of them stops the thread that evicts.
            Reflect.fields(closeable).forEach(captured -> parts.add(read(captured, "thread")));
        }
        return parts;
    }

    private static List<@Nullable Object> idleSockets(Object manager) {
        if (isSet(manager, "leased")) {
            return List.of();
        }
        if (read(manager, "conn") != null) {
            return Arrays.asList(socket(read(manager, "conn")));
        }
        return copy(read(manager, "pool", "available")).stream()
                .<@Nullable Object>map(entry -> socket(read(entry, "conn")))
                .toList();
    }

    private static @Nullable Object socket(@Nullable Object connection) {
        return read(connection, "socketHolder");
    }
}
