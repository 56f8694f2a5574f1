package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.Reflect;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty 4's channels that listen: whoever bound one closes it, whatever loops serve it, and however many share these. A channel
 * that it accepted is its loop's.
 */
final class NettyServers extends LibraryAdapter {

    private static final String REACTOR = "reactor.netty.";
    private static final int MOST_HANDLERS = 50;

    @Override
    public String describe(Object owner) {
        String name = isOfReactor(owner)
                ? "DisposableServer of Reactor Netty"
                : owner.getClass().getSimpleName() + " of Netty";
        return Reflect.call(owner, "localAddress") instanceof InetSocketAddress address
                ? name + " on port " + address.getPort()
                : name;
    }

    /** By the handlers of its pipeline, among which is what accepts. */
    private static boolean isOfReactor(Object channel) {
        Object context = read(channel, "pipeline", "head");
        for (int i = 0; i < MOST_HANDLERS && context != null; i++) {
            Object handler = read(context, "handler");
            if (handler != null && handler.getClass().getName().contains(REACTOR)) {
                return true;
            }
            context = read(context, "next");
        }
        return false;
    }

    /** A loop that was told to end closes it. */
    @Override
    public boolean isStopped(Object owner) {
        return !Boolean.TRUE.equals(Reflect.call(owner, "isOpen"))
                || Boolean.TRUE.equals(Reflect.call(read(owner, "eventLoop"), "isShuttingDown"));
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (Boolean.TRUE.equals(Reflect.call(owner, "isOpen"))) { // Else its number may be another's by now.
            parts.add(read(owner, "ch"));
            parts.add(read(owner, "socket", "fd"));
        }
        return parts;
    }

    @Override
    public String remedy(Object owner) {
        return isOfReactor(owner)
                ? "call disposeNow() on the DisposableServer before the test ends"
                : "call close() on the Channel that was bound before the test ends, and wait for it";
    }
}
