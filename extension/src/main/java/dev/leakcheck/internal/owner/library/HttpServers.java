package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.agent.Modules;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code com.sun.net.httpserver.HttpServer}. Its executor is its user's: it has its own life, and stop() does not shut it
 * down.
 */
final class HttpServers extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        Modules.open(owner.getClass());
        String name = isSet(owner, "https") ? "HttpsServer" : "HttpServer";
        SocketAddress address = address(owner);
        return address instanceof InetSocketAddress bound ? name + " on port " + bound.getPort() : name;
    }

    private static @Nullable SocketAddress address(Object owner) {
        try {
            return read(owner, "schan") instanceof ServerSocketChannel channel ? channel.getLocalAddress() : null;
        } catch (java.io.IOException closed) {
            return null;
        }
    }

    @Override
    public boolean isStopped(Object owner) {
        Modules.open(owner.getClass());
        return isSet(owner, "terminating");
    }

    @Override
    public Collection<?> parts(Object owner) {
        Modules.open(owner.getClass());
        List<@Nullable Object> parts = new ArrayList<>();
        for (String field : List.of("dispatcherThread", "timer", "timer1", "schan")) {
            parts.add(read(owner, field));
        }
        parts.add(withChannels(read(owner, "selector")));
        // While a request is handled its connection is not registered with the selector.
        for (Object connection : copy(read(owner, "allConnections"))) {
            parts.add(read(connection, "chan"));
        }
        return parts;
    }

    @Override
    public String remedy(Object owner) {
        return "call stop(0) on the HttpServer before the test ends";
    }
}
