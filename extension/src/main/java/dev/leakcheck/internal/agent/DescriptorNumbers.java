package dev.leakcheck.internal.agent;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.net.SocketImpl;
import org.jspecify.annotations.Nullable;

/** Reads the number inside a FileDescriptor, or inside what closes one that was collected. */
final class DescriptorNumbers {

    private final MethodHandle number;
    private final MethodHandle ofSocket;
    private final @Nullable MethodHandle ofCleanable;

    /** Needs the hooks, by whose right it reads. */
    DescriptorNumbers() throws ReflectiveOperationException {
        number = getter(FileDescriptor.class);
        ofSocket = getter(SocketImpl.class);
        ofCleanable = ofCleanable();
    }

    private static MethodHandle getter(Class<?> type) throws ReflectiveOperationException {
        return MethodHandles.lookup().unreflectGetter(Modules.accessible(type.getDeclaredField("fd")));
    }

    /** Null on a JDK that does it otherwise: then what was collected is not told. */
    private static @Nullable MethodHandle ofCleanable() {
        try {
            return getter(Class.forName("java.io.FileCleanable"));
        } catch (ReflectiveOperationException | RuntimeException unlike) {
            return null;
        }
    }

    /** The number, or -1 if it is none or closed. */
    int of(@Nullable Object descriptor) {
        try {
            if (descriptor instanceof FileDescriptor known) {
                return (int) number.invokeExact(known);
            }
            MethodHandle handle = ofCleanable;
            return handle != null && handle.type().parameterType(0).isInstance(descriptor)
                    ? (int) handle.invoke(descriptor)
                    : -1;
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable none) {
            throw new AssertionError("the getter of a field throws no checked exception", none);
        }
    }

    int ofSocket(@Nullable Object socket) {
        return socket instanceof SocketImpl known ? of(descriptorOf(known)) : -1;
    }

    private @Nullable FileDescriptor descriptorOf(SocketImpl socket) {
        try {
            return (FileDescriptor) ofSocket.invokeExact(socket);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable none) {
            throw new AssertionError("the getter of a field throws no checked exception", none);
        }
    }
}
