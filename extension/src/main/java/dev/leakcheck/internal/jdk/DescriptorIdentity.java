package dev.leakcheck.internal.jdk;

import dev.leakcheck.internal.agent.Modules;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * What the system knows an open descriptor by, whatever its number: device and inode, which {@code fstat} tells in well under a
 * microsecond. Each socket and each pipe has its own, and so has each file; what has no name at all, such as an epoll, shares one with
 * its like. Needs the agent.
 */
public final class DescriptorIdentity {

    /** Of what is closed, or cannot be asked. */
    public static final long UNKNOWN = 0;

    private static final int PRIME = 31;

    private DescriptorIdentity() {}

    /** The same number for as long as the same thing is open under this one; {@link #UNKNOWN} if it cannot be told. Opens nothing. */
    public static long of(int fd) {
        Access access = Holder.ACCESS;
        if (access == null) {
            return UNKNOWN;
        }
        try {
            Object attributes = (Object) access.get.invokeExact(fd);
            return PRIME * (long) access.device.invokeExact(attributes) + (long) access.inode.invokeExact(attributes);
        } catch (VirtualMachineError fatal) {
            throw fatal;
        } catch (Throwable closedMeanwhile) {
            return UNKNOWN;
        }
    }

    private record Access(MethodHandle get, MethodHandle device, MethodHandle inode) {}

    /** Initialised at the first use, when the agent is in. */
    private static final class Holder {
        static final @Nullable Access ACCESS = find();

        private static @Nullable Access find() {
            try {
                Class<?> attributes = Class.forName("sun.nio.fs.UnixFileAttributes");
                return new Access(
                        handle(attributes.getDeclaredMethod("get", int.class)),
                        handle(attributes.getDeclaredMethod("dev")),
                        handle(attributes.getDeclaredMethod("ino")));
            } catch (ReflectiveOperationException | RuntimeException | LinkageError unlike) {
                return null;
            }
        }

        private static MethodHandle handle(Method method) throws IllegalAccessException {
            MethodHandle handle = MethodHandles.lookup().unreflect(Modules.accessible(method));
            return handle.asType(handle.type().erase());
        }
    }
}
