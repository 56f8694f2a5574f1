package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.Reflect;
import java.net.InetSocketAddress;
import java.nio.channels.Channel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ZooKeeper's servers, and what listens for them, which several calls make, bind and start: it shuts its server down with itself. */
final class ZooKeeperServers extends LibraryAdapter {

    private static final Set<String> ENDED = Set.of("SHUTDOWN", "ERROR");
    private static final int MOST_PROCESSORS = 20;

    private static boolean isFactory(Object owner) {
        return isA(owner, "ServerCnxnFactory");
    }

    @Override
    public String describe(Object owner) {
        String name = isFactory(owner) ? "ServerCnxnFactory of ZooKeeper" : "ZooKeeperServer";
        return isFactory(owner) && Reflect.call(owner, "getLocalAddress") instanceof InetSocketAddress address
                ? name + " on port " + address.getPort()
                : name;
    }

    /** One that was not started yet says of itself that it is stopped, but has not closed its socket. */
    @Override
    public boolean isStopped(Object owner) {
        if (!isFactory(owner)) {
            return ENDED.contains(String.valueOf(read(owner, "state")));
        }
        boolean listens = read(owner, "ss") instanceof Channel channel && channel.isOpen();
        return isSet(owner, "killed") || isSet(owner, "stopped") && !listens;
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (isFactory(owner)) {
            parts.add(read(owner, "zkServer"));
            parts.add(read(owner, "ss"));
            parts.add(read(owner, "expirerThread"));
            parts.add(read(owner, "workerPool", "workers"));
            addLoop(read(owner, "acceptThread"), parts);
            copy(read(owner, "selectorThreads")).forEach(thread -> addLoop(thread, parts));
            for (String part : List.of("parentChannel", "allChannels")) { // Of the one that Netty serves.
                parts.add(read(owner, part));
            }
            parts.add(read(owner, "bootstrap", "group"));
            parts.add(read(owner, "bootstrap", "childGroup"));
        } else {
            parts.add(read(owner, "sessionTracker"));
            parts.add(read(owner, "requestThrottler"));
            parts.add(read(owner, "jvmPauseMonitor", "monitorThread"));
            Object processor = read(owner, "firstProcessor");
            for (int i = 0; i < MOST_PROCESSORS && processor != null; i++) {
                parts.add(processor);
                processor = read(processor, "nextProcessor");
            }
        }
        return parts;
    }

    private static void addLoop(@Nullable Object thread, List<@Nullable Object> parts) {
        parts.add(thread);
        parts.addAll(withChannels(read(thread, "selector")));
    }

    @Override
    public String remedy(Object owner) {
        return "call shutdown() on the " + (isFactory(owner) ? "ServerCnxnFactory" : "ZooKeeperServer")
                + " before the test ends";
    }
}
