package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connection managers of Apache HttpClient before 4.3, which later ones still have, and with them REST Assured. Whoever uses
 * these clients through a library has nothing to close.
 */
final class Apache4OldManagers extends LibraryAdapter implements IdleConnections {

    @Override
    public String describe(Object owner) {
        return owner.getClass().getSimpleName();
    }

    @Override
    public boolean isStopped(Object owner) {
        return isSet(owner, "shutdown") || isSet(owner, "isShutDown");
    }

    /** No leak by itself. */
    @Override
    public Collection<?> parts(Object owner) {
        return List.of();
    }

    @Override
    public Collection<?> idle(Object owner) {
        List<@Nullable Object> idle = new ArrayList<>();
        if (read(owner, "conn") == null) {
            idle.add(read(owner, "poolEntry", "conn", "socket"));
        }
        if (read(owner, "managedConn") == null) {
            idle.add(read(owner, "uniquePoolEntry", "connection", "socket"));
        }
        for (Object entry : copy(read(owner, "pool", "available"))) {
            idle.add(read(entry, "conn", "socket"));
        }
        for (Object entry : copy(read(owner, "pool", "freeConnections"))) {
            idle.add(read(entry, "connection", "socket"));
        }
        return idle;
    }
}
