package dev.leakcheck.internal.http;

import dev.leakcheck.internal.agent.Agent;
import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.jdk.Descriptors;
import dev.leakcheck.internal.os.OpenDescriptors;
import dev.leakcheck.internal.os.SocketTable;
import dev.leakcheck.internal.reflect.Reflect;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The descriptor numbers of sockets: the JDK's own, or without the agent those of the same two ports. */
public final class SocketNumbers {

    private @Nullable Map<String, Integer> byPorts;

    /** The number, or -1 if it is closed or not known. */
    public int of(Socket socket) {
        if (Agent.isActive()) {
            return Descriptors.number(socket);
        }
        if (byPorts == null) {
            byPorts = read();
        }
        return byPorts.getOrDefault(socket.getLocalPort() + ":" + socket.getPort(), -1);
    }

    /** The number of a channel, or -1 if it is closed or not known; never known without the agent. */
    public static int of(SocketChannel channel) {
        boolean readable = channel.isOpen() && Agent.isActive() && Modules.open(channel.getClass());
        return readable && Reflect.call(channel, "getFDVal") instanceof Integer fd ? fd : -1;
    }

    private static Map<String, Integer> read() {
        Map<String, Integer> numbers = new HashMap<>();
        SocketTable sockets = new SocketTable();
        OpenDescriptors system = OpenDescriptors.here();
        for (int fd : system.numbers()) {
            String link = system.link(fd);
            long inode = link == null ? -1 : SocketTable.inode(link);
            SocketTable.Socket socket = inode < 0 ? null : sockets.find(inode);
            if (socket != null && socket.protocol() == SocketTable.Protocol.TCP) {
                String remote = socket.remote();
                numbers.put(socket.localPort() + ":" + remote.substring(remote.lastIndexOf(':') + 1), fd);
            }
        }
        return numbers;
    }
}
