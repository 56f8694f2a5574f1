package dev.leakcheck.internal.owner.library;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** ZooKeeper's client, and that of Curator around it, whose own threads tell of changes. */
final class ZooKeeperClients extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        String name = isCurator(owner) ? "Curator client" : "ZooKeeper client";
        String servers = servers(owner);
        return servers.isEmpty() ? name : name + " of " + servers;
    }

    private static String servers(Object owner) {
        if (isCurator(owner)) {
            return read(owner, "client", "state", "ensembleProvider", "connectionString") instanceof String text
                    ? text
                    : "";
        }
        return copy(read(owner, "cnxn", "hostProvider", "serverAddresses")).stream()
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .map(address -> address.getHostString() + ":" + address.getPort())
                .collect(Collectors.joining(","));
    }

    private static boolean isCurator(Object owner) {
        return isA(owner, "CuratorFrameworkImpl");
    }

    @Override
    public boolean isStopped(Object owner) {
        return isCurator(owner)
                ? String.valueOf(read(owner, "state")).equals("STOPPED")
                : Boolean.TRUE.equals(read(owner, "cnxn", "closing"));
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (owner.getClass().getSimpleName().endsWith("Facade")) {
            return parts; // A view of Curator's, of a client that has them.
        }
        if (isCurator(owner)) {
            parts.add(read(owner, "executorService"));
            parts.add(read(owner, "connectionStateManager", "service"));
            parts.add(read(owner, "client", "state", "handleHolder", "helper", "data", "zooKeeperHandle"));
            if (!isStopped(owner)) {
                parts.add(read(owner, "runSafeService")); // It may be the user's, who shuts it down then.
            }
        } else {
            Object connection = read(owner, "cnxn");
            Object socket = read(connection, "sendThread", "clientCnxnSocket");
            parts.add(read(connection, "sendThread"));
            parts.add(read(connection, "eventThread"));
            parts.addAll(withChannels(read(socket, "selector")));
            parts.add(read(socket, "eventLoopGroup"));
        }
        return parts;
    }

    @Override
    public String remedy(Object owner) {
        return "close() the " + (isCurator(owner) ? "CuratorFramework" : "ZooKeeper") + " before the test ends";
    }
}
