package dev.leakcheck.internal.probe.okhttp;

import dev.leakcheck.internal.agent.Agent;
import dev.leakcheck.internal.http.SocketNumbers;
import dev.leakcheck.internal.jdk.Descriptors;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.track.CallTable;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.io.FileDescriptor;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The connection pools and caches that calls went through: an idle connection is nobody's leak, one in use lives by its
 * body, as do the files that a body is read from or written to.
 */
final class ConnectionPools {

    private static final Holder IDLE =
            new Holder(null, Standing.nobodys("idle keep-alive connection of an OkHttp pool"));

    // Opened by whichever call comes first, so that the call's scope tells nothing of whose the cache is.
    private static final Holder JOURNAL =
            new Holder(null, Standing.nobodys("journal of an OkHttp cache, open for as long as its client"));

    private final CallTable table;
    private final WeakIdentityMap<Object, Boolean> pools = new WeakIdentityMap<>();
    private final WeakIdentityMap<Object, Boolean> caches = new WeakIdentityMap<>();

    ConnectionPools(CallTable table) {
        this.table = table;
    }

    void remember(TrackedCall tracked) {
        Object client = Reflect.field(tracked.call(), "client");
        remember(Links.pool(client), pools);
        remember(Reflect.call(client, "cache"), caches);
    }

    private static void remember(@Nullable Object seen, WeakIdentityMap<Object, Boolean> among) {
        if (seen != null) {
            among.computeIfAbsent(seen, ignored -> Boolean.TRUE);
        }
    }

    /** Without hooks, finds the calls that hold a connection by the pools. */
    void find() {
        if (Agent.isActive()) {
            return;
        }
        UnheardPools.find().forEach(pool -> remember(pool, pools));
        pools.forEach((pool, ignored) -> connections(pool)
                .forEach(connection -> Links.calls(connection).stream()
                        .filter(Objects::nonNull)
                        .forEach(call -> remember(table.found(call)))));
    }

    /** Who holds which descriptor now. */
    Map<Integer, Holder> holders() {
        Map<Integer, Holder> holders = new HashMap<>();
        SocketNumbers numbers = new SocketNumbers();
        pools.forEach((pool, ignored) ->
                connections(pool).forEach(connection -> addConnection(connection, numbers, holders)));
        caches.forEach((cache, ignored) -> add(CacheFiles.ofJournal(cache), JOURNAL, holders));
        table.all().forEach(tracked -> add(CacheFiles.ofBody(tracked), heldBy(tracked), holders));
        return holders;
    }

    private static List<Object> connections(Object pool) {
        return Reflect.field(pool, "connections") instanceof Collection<?> connections
                ? new ArrayList<>(connections)
                : List.of();
    }

    private void addConnection(Object connection, SocketNumbers numbers, Map<Integer, Holder> holders) {
        int fd = Reflect.field(connection, "rawSocket") instanceof Socket socket ? numbers.of(socket) : -1;
        if (fd >= 0) {
            List<@Nullable Object> calls = Links.calls(connection);
            holders.put(fd, calls.isEmpty() ? IDLE : inUse(calls));
        }
    }

    private static void add(List<FileDescriptor> files, Holder holder, Map<Integer, Holder> holders) {
        for (FileDescriptor file : files) {
            int fd = Descriptors.number(file);
            if (fd >= 0) {
                holders.put(fd, holder);
            }
        }
    }

    private Holder inUse(List<@Nullable Object> calls) {
        for (Object call : calls) {
            TrackedCall tracked = call == null ? null : find(call);
            if (tracked != null) {
                return heldBy(tracked);
            }
        }
        return new Holder(null, Standing.held());
    }

    private static Holder heldBy(TrackedCall tracked) {
        return new Holder(new Owner(tracked, "the HTTP body", tracked.origin()), Standing.held());
    }

    private @Nullable TrackedCall find(Object call) {
        return table.all().stream()
                .filter(tracked -> tracked.call() == call)
                .findFirst()
                .orElse(null);
    }
}
