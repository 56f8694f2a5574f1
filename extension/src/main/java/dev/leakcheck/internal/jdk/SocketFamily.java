package dev.leakcheck.internal.jdk;

import dev.leakcheck.internal.agent.Modules;
import java.io.FileDescriptor;
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
        Method name = Holder.NAME;
        FileDescriptor descriptor = name == null ? null : Descriptors.of(fd);
        if (descriptor == null) {
            return UNKNOWN;
        }
        try {
            return name.invoke(null, descriptor) == null ? OTHER : UNIX;
        } catch (InvocationTargetException | IllegalAccessException | RuntimeException closedMeanwhile) {
            return UNKNOWN;
        }
    }

    /** Initialised at the first use, when the agent is in. */
    private static final class Holder {
        /** Tells the bytes of a unix socket's name, none of an unnamed one, and null of other families. */
        static final @Nullable Method NAME = find();

        private static @Nullable Method find() {
            try {
                Class<?> sockets = Class.forName("sun.nio.ch.UnixDomainSockets");
                Method name = Modules.accessible(sockets.getDeclaredMethod("localAddress0", FileDescriptor.class));
                return name.getReturnType() == byte[].class ? name : null;
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return null;
            }
        }
    }
}
