package dev.leakcheck.internal.probe.apache5;

import dev.leakcheck.internal.http.SocketNumbers;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.CallTable;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.PoolTable;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whose sockets are: one in use lives by its exchange, an idle one is nobody's leak. */
final class ConnectionPools {

    private static final Holder IDLE =
            new Holder(null, Standing.nobodys("idle keep-alive connection of an Apache HttpClient"));

    private final CallTable calls;
    private final PoolTable pools;

    ConnectionPools(CallTable calls, PoolTable pools) {
        this.calls = calls;
        this.pools = pools;
    }

    /** Who holds which descriptor now. */
    Map<Integer, Holder> holders() {
        Map<Integer, Holder> holders = new HashMap<>();
        SocketNumbers numbers = new SocketNumbers();
        pools.forEach(pool -> IdleConnections.of(pool).forEach(connection -> add(connection, IDLE, numbers, holders)));
        // After the pools: a connection is released to its pool first, and forgotten by its exchange then.
        calls.all()
                .forEach(tracked -> add(
                        connectionOf(tracked),
                        new Holder(new Owner(tracked, "the HTTP body", tracked.origin()), Standing.held()),
                        numbers,
                        holders));
        return holders;
    }

    private static void add(
            @Nullable Object connection, Holder holder, SocketNumbers numbers, Map<Integer, Holder> holders) {
        Socket socket = socket(connection);
        int fd = socket == null ? -1 : numbers.of(socket);
        if (fd >= 0) {
            holders.put(fd, holder);
        }
    }

    /** The connection that an exchange of the classic client has leased. */
    private static @Nullable Object connectionOf(TrackedCall tracked) {
        Object endpoint = value(Reflect.field(tracked.call(), "endpointRef"));
        Object entry = value(Reflect.field(endpoint, "poolEntryRef"));
        return entry != null ? Reflect.call(entry, "getConnection") : value(Reflect.field(endpoint, "connRef"));
    }

    /** The socket that the system knows: below TLS, if that is on. */
    private static @Nullable Socket socket(@Nullable Object connection) {
        Object holder = value(Reflect.field(connection, "socketHolderRef"));
        Object socket = Reflect.field(holder, "baseSocket");
        socket = socket != null ? socket : Reflect.field(holder, "socket");
        return socket instanceof Socket known ? known : null;
    }

    private static @Nullable Object value(@Nullable Object reference) {
        return reference instanceof AtomicReference<?> known ? known.get() : null;
    }
}
