package dev.leakcheck.internal.heap;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;

/**
 * What threads have allocated so far: an upper bound of what the heap can have grown by, at the price of a native
 * call.
 */
public final class Allocation {

    /** Since 17.0.11 and 21, so not in the API that we compile against. */
    private static final MethodHandle TOTAL = find("getTotalThreadAllocatedBytes");

    private static final MethodHandle CURRENT = find("getCurrentThreadAllocatedBytes");

    private Allocation() {}

    /** Returns what all threads, dead ones included, have allocated since the JVM started, or -1 if unknown. */
    public static long totalBytes() {
        return call(TOTAL);
    }

    /** Returns what the current thread has allocated, or -1 if unknown, as it is for a virtual thread. */
    public static long currentThreadBytes() {
        return call(CURRENT);
    }

    /** Returns what a platform thread has allocated, or -1 if unknown or if it has ended. */
    public static long bytesOf(Thread thread) {
        try {
            return ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
                    ? threads.getThreadAllocatedBytes(thread.getId())
                    : -1;
        } catch (RuntimeException | LinkageError unsupported) {
            return -1;
        }
    }

    /** Returns why {@link #totalBytes()} is unknown, or an empty string if it is known. */
    public static String limitation() {
        if (TOTAL == null) {
            return "Java " + Runtime.version()
                    + " does not tell what all threads allocated, so the heap is measured after every test;"
                    + " 17.0.11, 21 and later do";
        }
        return totalBytes() < 0
                ? "thread allocation is not measured (it is switched off), so the heap is measured after every test;"
                        + " leave ThreadMXBean.setThreadAllocatedMemoryEnabled on"
                : "";
    }

    private static long call(MethodHandle handle) {
        if (handle == null) {
            return -1;
        }
        try {
            return (long) handle.invokeExact();
        } catch (Throwable unsupported) {
            return -1;
        }
    }

    private static MethodHandle find(String method) {
        try {
            Class<?> type = Class.forName("com.sun.management.ThreadMXBean");
            MethodHandle handle =
                    MethodHandles.publicLookup().findVirtual(type, method, MethodType.methodType(long.class));
            return handle.bindTo(type.cast(ManagementFactory.getThreadMXBean()));
        } catch (ReflectiveOperationException | LinkageError | RuntimeException unavailable) {
            return null;
        }
    }
}
