package dev.leakcheck.internal.jdk;

import dev.leakcheck.internal.agent.Modules;
import java.io.FileDescriptor;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Asks the system for the addresses of one socket, which opens nothing and takes no list of all; needs the agent. */
public final class SocketEnds {

    private SocketEnds() {}

    /** For example {@code 127.0.0.1:51234 -> 127.0.0.1:80}, without the remote end if there is none; empty if unknown. */
    public static String of(int fd) {
        Access access = Holder.ACCESS;
        FileDescriptor descriptor = access == null ? null : Descriptors.of(fd);
        if (descriptor == null) {
            return "";
        }
        try {
            String local = text(access.local, descriptor);
            String remote = text(access.remote, descriptor);
            return local.isEmpty() || remote.isEmpty() ? local : local + " -> " + remote;
        } catch (IllegalAccessException | RuntimeException unreadable) {
            return "";
        }
    }

    private static String text(Method method, FileDescriptor descriptor) throws IllegalAccessException {
        try {
            return method.invoke(null, descriptor) instanceof InetSocketAddress address && address.getPort() > 0
                    ? hostOf(address) + ":" + address.getPort()
                    : "";
        } catch (java.lang.reflect.InvocationTargetException notConnected) {
            return "";
        }
    }

    private static String hostOf(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private record Access(Method local, Method remote) {}

    /** Initialised at the first use, when the agent is in. */
    private static final class Holder {
        static final @Nullable Access ACCESS = find();

        private static @Nullable Access find() {
            try {
                Class<?> net = Class.forName("sun.nio.ch.Net");
                return new Access(
                        Modules.accessible(net.getDeclaredMethod("localAddress", FileDescriptor.class)),
                        Modules.accessible(net.getDeclaredMethod("remoteAddress", FileDescriptor.class)));
            } catch (ReflectiveOperationException | RuntimeException e) {
                return null;
            }
        }
    }
}
