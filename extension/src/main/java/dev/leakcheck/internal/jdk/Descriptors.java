package dev.leakcheck.internal.jdk;

import dev.leakcheck.internal.agent.Modules;
import java.io.FileDescriptor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketImpl;
import org.jspecify.annotations.Nullable;

/** Reads numbers of descriptors, which the JDK keeps to itself; needs the packages opened by the agent. */
public final class Descriptors {

    private Descriptors() {}

    /** The number, or -1 if it is closed or cannot be read. */
    public static int number(FileDescriptor descriptor) {
        Access access = Holder.ACCESS;
        try {
            return access == null ? -1 : access.fd.getInt(descriptor);
        } catch (IllegalAccessException e) {
            return -1;
        }
    }

    /** One of this number, to ask the system by it, that closes nothing when it is collected; null if it cannot be made. */
    public static @Nullable FileDescriptor of(int number) {
        Access access = Holder.ACCESS;
        if (access == null) {
            return null;
        }
        try {
            FileDescriptor descriptor = new FileDescriptor();
            access.fd.setInt(descriptor, number);
            return descriptor;
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    /** The number, or -1 if it is closed, of a kind of its own, or cannot be read. */
    public static int number(Socket socket) {
        Access access = Holder.ACCESS;
        return access == null || socket.isClosed() ? -1 : number(socket, access.impl, access);
    }

    /** The number, or -1 if it is closed, of a kind of its own, or cannot be read. */
    public static int number(ServerSocket socket) {
        Access access = Holder.ACCESS;
        return access == null || socket.isClosed() ? -1 : number(socket, access.serverImpl, access);
    }

    /** Of an open one: a closed one keeps its number, which may be another's by now. */
    private static int number(Object socket, Field implementation, Access access) {
        try {
            Object impl = implementation.get(socket);
            Object descriptor = impl == null ? null : access.getFileDescriptor.invoke(impl);
            return descriptor == null ? -1 : access.fd.getInt(descriptor);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return -1;
        }
    }

    private record Access(Field impl, Field serverImpl, Method getFileDescriptor, Field fd) {}

    /** Initialised at the first use, when the agent is in. */
    private static final class Holder {
        static final @Nullable Access ACCESS = find();

        private static @Nullable Access find() {
            try {
                return new Access(
                        Modules.accessible(Socket.class.getDeclaredField("impl")),
                        Modules.accessible(ServerSocket.class.getDeclaredField("impl")),
                        Modules.accessible(SocketImpl.class.getDeclaredMethod("getFileDescriptor")),
                        Modules.accessible(FileDescriptor.class.getDeclaredField("fd")));
            } catch (ReflectiveOperationException | RuntimeException e) {
                return null;
            }
        }
    }
}
