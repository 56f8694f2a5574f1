package dev.leakcheck.internal.heap;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

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
        return bytesOf(List.of(thread))[0];
    }

    /** Returns what platform threads have allocated, each -1 if unknown or if it has ended. */
    public static long[] bytesOf(List<Thread> threads) {
        long[] ids = new long[threads.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = threads.get(i).getId();
        }
        try {
            if (ids.length > 0 && ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean) {
                return bean.getThreadAllocatedBytes(ids);
            }
        } catch (RuntimeException | LinkageError unsupported) {
            // As unknown.
        }
        Arrays.fill(ids, -1);
        return ids;
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
