package dev.leakcheck.internal.jdk;

import dev.leakcheck.internal.agent.Modules;
import java.io.FileDescriptor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The family of a socket, as far as it tells apart what the JDK opens. */
public enum SocketFamily {
    UNIX,
    /** Of the JDK's own sockets those of the internet. */
    OTHER,
    UNKNOWN;

    /**
     * Asks the system for the name of one socket, which opens nothing and takes no list of all, and which sockets that are
     * neither bound nor connected have as well; needs the agent.
     */
    public static SocketFamily of(int fd) {
        Access access = Holder.ACCESS;
        if (access == null) {
            return UNKNOWN;
        }
        try {
            FileDescriptor descriptor = new FileDescriptor();
            access.number.setInt(descriptor, fd);
            return access.name.invoke(null, descriptor) == null ? OTHER : UNIX;
        } catch (InvocationTargetException | IllegalAccessException | RuntimeException closedMeanwhile) {
            return UNKNOWN;
        }
    }

    /** The method tells the bytes of a unix socket's name, none of an unnamed one, and null of other families. */
    private record Access(Field number, Method name) {}

    /** Initialised at the first use, when the agent is in. */
    private static final class Holder {
        static final @Nullable Access ACCESS = find();

        private static @Nullable Access find() {
            try {
                Class<?> sockets = Class.forName("sun.nio.ch.UnixDomainSockets");
                Modules.open(sockets);
                Modules.open(FileDescriptor.class);
                Field number = FileDescriptor.class.getDeclaredField("fd");
                Method name = sockets.getDeclaredMethod("localAddress0", FileDescriptor.class);
                number.setAccessible(true);
                name.setAccessible(true);
                return name.getReturnType() == byte[].class ? new Access(number, name) : null;
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return null;
            }
        }
    }
}
