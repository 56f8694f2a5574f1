package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** gRPC's channels and servers: event loops and executors they share with all others, their connections are their own. */
final class GrpcServices extends LibraryAdapter {

    private static final int DEEPEST = 5;

    @Override
    public String describe(Object owner) {
        return isServer(owner) ? "gRPC server" : "gRPC channel to " + read(owner, "target");
    }

    private static boolean isServer(Object owner) {
        return isA(owner, "ServerImpl");
    }

    @Override
    public boolean isStopped(Object owner) {
        return isSet(owner, "shutdown");
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (isServer(owner)) {
            copy(read(owner, "transports")).forEach(transport -> addConnection(transport, parts));
            addListener(read(owner, "transportServer"), parts);
        } else {
            for (Object subchannel : copy(read(owner, "subchannels"))) {
                copy(read(subchannel, "transports")).forEach(transport -> addConnection(transport, parts));
            }
        }
        return parts;
    }

    private static void addConnection(Object transport, List<@Nullable Object> parts) {
        Object at = transport;
        for (int depth = 0; depth < DEEPEST && read(at, "delegate") != null; depth++) {
            at = read(at, "delegate");
        }
        parts.add(read(at, "socket")); // of OkHttp's transport
        NettyLoops.addChannel(read(at, "channel"), parts);
    }

    private static void addListener(@Nullable Object server, List<@Nullable Object> parts) {
        if (read(server, "channelGroup", "serverChannels") instanceof java.util.Map<?, ?> channels) {
            copy(channels.values()).forEach(channel -> NettyLoops.addChannel(channel, parts));
        }
        parts.add(read(server, "serverSocket"));
    }

    @Override
    public String remedy(Object owner) {
        return "call shutdownNow() on the " + (isServer(owner) ? "Server" : "ManagedChannel") + " before the test ends";
    }
}
