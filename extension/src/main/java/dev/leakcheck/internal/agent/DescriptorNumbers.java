package dev.leakcheck.internal.agent;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.SocketImpl;
import org.jspecify.annotations.Nullable;

/** Reads the number inside a FileDescriptor, or inside what closes one that was collected. */
final class DescriptorNumbers {

    private final VarHandle number;
    private final VarHandle ofSocket;
    private final @Nullable VarHandle ofCleanable;

    /** Needs java.io and java.net open to us. */
    DescriptorNumbers() throws ReflectiveOperationException {
        number = MethodHandles.privateLookupIn(FileDescriptor.class, MethodHandles.lookup())
                .findVarHandle(FileDescriptor.class, "fd", int.class);
        ofSocket = MethodHandles.privateLookupIn(SocketImpl.class, MethodHandles.lookup())
                .findVarHandle(SocketImpl.class, "fd", FileDescriptor.class);
        ofCleanable = ofCleanable();
    }

    /** Null on a JDK that does it otherwise: then what was collected is not told. */
    private static @Nullable VarHandle ofCleanable() {
        try {
            Class<?> cleanable = Class.forName("java.io.FileCleanable");
            return MethodHandles.privateLookupIn(cleanable, MethodHandles.lookup())
                    .findVarHandle(cleanable, "fd", int.class);
        } catch (ReflectiveOperationException | RuntimeException unlike) {
            return null;
        }
    }

    /** The number, or -1 if it is none or closed. */
    int of(@Nullable Object descriptor) {
        if (descriptor instanceof FileDescriptor known) {
            return (int) number.get(known);
        }
        VarHandle handle = ofCleanable;
        return handle != null && handle.coordinateTypes().get(0).isInstance(descriptor)
                ? (int) handle.get(descriptor)
                : -1;
    }

    int ofSocket(@Nullable Object socket) {
        return socket instanceof SocketImpl known ? of((FileDescriptor) ofSocket.get(known)) : -1;
    }
}
