package dev.leakcheck.internal.heap;

import dev.leakcheck.internal.jdk.PlatformThreads;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the running JVM knows of the threads that a dump of it shows. */
public final class ThreadFacts {

    enum Role {
        /** The JVM's and the JDK's. */
        SYSTEM,
        /** Runs tests, or only waits to. */
        TOOL,
        /** Goes on though the test that started it has ended. */
        LEFT_OVER,
        USER
    }

    private static final Set<String> SYSTEM_GROUPS = Set.of("system", "InnocuousThreadGroup");

    private final Map<Long, Thread> threads = new HashMap<>();
    private final Predicate<Thread> leftOver;
    private final boolean judgingIsUser;
    private final Thread judging = Thread.currentThread();

    private ThreadFacts(Predicate<Thread> leftOver, boolean judgingIsUser) {
        this.leftOver = leftOver;
        this.judgingIsUser = judgingIsUser;
        for (Thread thread : PlatformThreads.live()) {
            threads.put(thread.getId(), thread);
        }
    }

    /**
     * Looks at the threads that are live now.
     *
     * @param leftOver whether an earlier scope left a thread running
     * @param judgingIsUser whether there is code under test on the stack of the calling thread
     */
    public static ThreadFacts now(Predicate<Thread> leftOver, boolean judgingIsUser) {
        return new ThreadFacts(leftOver, judgingIsUser);
    }

    Role role(@Nullable Long id) {
        Thread thread = threads.get(id);
        if (thread == judging) {
            return judgingIsUser ? Role.USER : Role.TOOL;
        }
        if (thread == null) {
            // Ended meanwhile, or virtual.
            return Role.TOOL;
        }
        ThreadGroup group = thread.getThreadGroup();
        if (group == null || SYSTEM_GROUPS.contains(group.getName())) {
            return Role.SYSTEM;
        }
        if (leftOver.test(thread)) {
            return Role.LEFT_OVER;
        }
        boolean tool = ClassKinds.isTool(thread.getClass().getName());
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (ClassKinds.isTool(frame.getClassName())) {
                tool = true;
            } else if (!ClassKinds.isJdk(frame.getClassName())) {
                return Role.USER;
            }
        }
        return tool ? Role.TOOL : Role.USER;
    }

    String name(@Nullable Long id) {
        Thread thread = threads.get(id);
        return thread == null ? "?" : thread.getName();
    }

    /** Returns where a thread stands in code that is not the JDK's, or an empty string. */
    String place(@Nullable Long id) {
        Thread thread = threads.get(id);
        if (thread != null) {
            for (StackTraceElement frame : thread.getStackTrace()) {
                String name = frame.getClassName();
                if (!ClassKinds.isTool(name) && !ClassKinds.isJdk(name)) {
                    return name + "." + frame.getMethodName();
                }
            }
        }
        return "";
    }
}
