package dev.leakcheck.internal.probe.threads;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** What pools tell of themselves. */
final class Pools {

    private static final int EXECUTORS_ARE_CLOSEABLE_SINCE = 19;

    private static final Set<String> IDLE =
            Set.of("java.util.concurrent.ThreadPoolExecutor.getTask", "java.util.concurrent.ForkJoinPool.awaitWork");

    private Pools() {}

    /** Whether a pool was told to stop; of unknown kinds of pools it is not known, so no. */
    static boolean isShutDown(Object pool) {
        try {
            return pool instanceof ExecutorService executor && executor.isShutdown();
        } catch (RuntimeException e) {
            // A subclass of the user's may throw anything.
            return false;
        }
    }

    /** Whether a stack is that of a worker between two tasks: where the JDK makes it wait tells nothing. */
    static boolean isIdle(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .map(frame -> frame.getClassName() + '.' + frame.getMethodName())
                .anyMatch(IDLE::contains);
    }

    /** Whether this JDK's executors have {@code close()}. */
    static boolean isCloseable() {
        return Runtime.version().feature() >= EXECUTORS_ARE_CLOSEABLE_SINCE;
    }
}
