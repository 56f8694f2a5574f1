package dev.leakcheck.internal.owner.library;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Client factories of Armeria: all clients of one share its connections and the sockets by which it asks for addresses. */
final class ArmeriaFactories extends LibraryAdapter {

    private static final int DEEPEST = 5;

    @Override
    public String describe(Object owner) {
        return "ClientFactory of Armeria";
    }

    @Override
    public boolean isStopped(Object owner) {
        return Boolean.TRUE.equals(Reflect.call(owner, "isClosing"));
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (isSet(owner, "shutdownWorkerGroupOnClose")) {
            parts.add(read(owner, "workerGroup"));
        }
        for (Object pool : valuesOf(read(owner, "pools"))) {
            if (read(pool, "allChannels") instanceof Map<?, ?> channels) {
                copy(channels.keySet()).forEach(channel -> NettyLoops.addChannel(channel, parts));
            }
        }
        for (Object resolver : valuesOf(read(owner, "addressResolverGroup", "resolvers"))) {
            NettyLoops.addChannel(
                    Reflect.call(read(asking(resolver), "resolveChannelProvider", "resolveChannelFuture"), "channel"),
                    parts);
        }
        return parts;
    }

    private static List<Object> valuesOf(@Nullable Object map) {
        return map instanceof Map<?, ?> known ? copy(known.values()) : List.of();
    }

    /** Netty's resolver, which others are wrapped around. */
    private static @Nullable Object asking(@Nullable Object resolver) {
        Object at = resolver;
        for (int depth = 0; depth < DEEPEST && at != null && !isA(at, "DnsNameResolver"); depth++) {
            Object inner = read(at, "resolver");
            at = inner == null ? read(at, "delegate") : inner;
        }
        return at;
    }

    @Override
    public Resource resource() {
        return Resource.FILE_DESCRIPTORS;
    }

    @Override
    public String remedy(Object owner) {
        return "close() the ClientFactory before the test ends";
    }
}
