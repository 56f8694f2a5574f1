package dev.leakcheck.internal.owner.library;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.reflect.Reflect;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reactor Netty's use of a pooled connection, from when somebody asked for one until it is given back: the connection is its
 * pool's, whether it is in use is its user's.
 */
final class ReactorConnections extends LibraryAdapter implements BorrowedParts {

    private static final int RELEASED = 2;
    private static final String MULTIPLEXER = "Http2MultiplexHandler";

    @Override
    public Resource resource() {
        return Resource.FILE_DESCRIPTORS;
    }

    @Override
    public String describe(Object owner) {
        return "Connection of Reactor Netty"
                + (Reflect.call(channel(owner), "remoteAddress") instanceof InetSocketAddress remote
                        ? " to " + remote.getHostString() + ":" + remote.getPort()
                        : "");
    }

    private static @Nullable Object channel(Object owner) {
        return read(owner, "pooledRef", "poolable", "channel");
    }

    /** Of HTTP/2 many share one that nobody gives back. */
    @Override
    public boolean isStopped(Object owner) {
        Object channel = channel(owner);
        return read(owner, "pooledRef", "state") instanceof Integer state && state >= RELEASED
                || channel != null && !Boolean.TRUE.equals(Reflect.call(channel, "isOpen"))
                || isMultiplexed(channel);
    }

    private static boolean isMultiplexed(@Nullable Object channel) {
        return Reflect.call(read(channel, "pipeline"), "toMap") instanceof Map<?, ?> handlers
                && handlers.values().stream().anyMatch(handler -> isA(handler, MULTIPLEXER));
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (!isStopped(owner)) {
            NettyLoops.addChannel(channel(owner), parts);
        }
        return parts;
    }

    @Override
    public String remedy(Object owner) {
        return "call disposeNow() on the Connection before the test ends, or read the response to its end";
    }
}
