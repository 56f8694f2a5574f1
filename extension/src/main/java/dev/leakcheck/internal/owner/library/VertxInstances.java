package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Vert.x 4 and 5: an instance ends its loops, its pools, and all servers and clients that were made by it. */
final class VertxInstances extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        return "Vertx";
    }

    @Override
    public boolean isStopped(Object owner) {
        return isSet(owner, "closed");
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        for (String group : List.of("eventLoopGroup", "acceptorEventLoopGroup")) {
            Object loops = read(owner, group);
            parts.add(loops);
            addChannels(read(loops, "children"), parts);
        }
        for (String pool :
                List.of("workerPool", "internalWorkerPool", "virtualThreaWorkerPool", "virtualThreadWorkerPool")) {
            parts.add(read(owner, pool, "pool"));
            parts.add(read(owner, pool, "executor"));
        }
        parts.add(read(owner, "checker", "timer"));
        return parts;
    }

    /** Nobody but the instance opens channels in its loops. */
    private static void addChannels(@Nullable Object loops, List<@Nullable Object> parts) {
        if (loops instanceof Object[] each) {
            for (Object loop : each) {
                parts.add(withChannels(read(loop, "unwrappedSelector")));
                parts.add(withChannels(read(loop, "ioHandler", "unwrappedSelector")));
            }
        }
    }

    @Override
    public String remedy(Object owner) {
        return "call close() on the Vertx before the test ends, and wait for it";
    }
}
