package dev.leakcheck.internal.probe.jdkhttp;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.http.SocketNumbers;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The connections that requests are on, by the client's own objects. A connection that is not found here is idle, or of
 * a JDK whose client has changed: its socket is then nobody's.
 */
final class Connections {

    private Connections() {}

    /** Who holds which descriptor now. */
    static Map<Integer, Holder> holders(Collection<TrackedCall> calls) {
        Map<Integer, Holder> holders = new HashMap<>();
        for (TrackedCall tracked : calls) {
            if (!ExchangeState.of(tracked).isOver()) {
                SocketChannel channel = channel(ExchangeState.exchange(tracked));
                int fd = channel == null ? -1 : SocketNumbers.of(channel);
                if (fd >= 0) {
                    Owner owner = new Owner(tracked, "the HTTP body", tracked.origin());
                    holders.put(fd, new Holder(owner, Standing.held()));
                }
            }
        }
        return holders;
    }

    /** Whether a request that is not over for its own part still has its connection. */
    static boolean isHeldBy(JdkExchange exchange) {
        SocketChannel channel = channel(exchange);
        boolean streamOver = Boolean.TRUE.equals(Reflect.field(carrierPart(exchange), "closed"));
        return channel != null && channel.isOpen() && !streamOver;
    }

    /** Whether the web socket was told to close, and waits for the server's answer. */
    static boolean isClosing(JdkExchange exchange) {
        Object connection = connection(exchange);
        AtomicReference<Object> found = new AtomicReference<>();
        Tracker.instance().jdkWebSockets().forEach((socket, ignored) -> {
            if (connection != null && Modules.open(socket.getClass()) && isOn(socket, connection)) {
                found.set(Reflect.call(socket, "isOutputClosed"));
            }
        });
        return Boolean.TRUE.equals(found.get());
    }

    private static boolean isOn(Object socket, Object connection) {
        Object channel = Reflect.field(Reflect.field(socket, "transport"), "channel");
        return Reflect.field(channel, "connection") == connection;
    }

    private static @Nullable SocketChannel channel(JdkExchange exchange) {
        return Reflect.call(connection(exchange), "channel") instanceof SocketChannel channel ? channel : null;
    }

    private static @Nullable Object connection(JdkExchange exchange) {
        return Reflect.call(carrierPart(exchange), "connection");
    }

    /** The HTTP/1.1 exchange or the HTTP/2 stream; null while it is looked for, and where it cannot be read. */
    private static @Nullable Object carrierPart(JdkExchange exchange) {
        Object carrier = exchange.carrier();
        return carrier == null || !Modules.open(carrier.getClass())
                ? null
                : Reflect.field(Reflect.field(carrier, "exchange"), "exchImpl");
    }
}
