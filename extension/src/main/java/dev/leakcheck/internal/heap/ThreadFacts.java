package dev.leakcheck.internal.heap;

import dev.leakcheck.internal.jdk.PlatformThreads;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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

    /** Of a thread that ended meanwhile, or is virtual. */
    private static final Fact UNKNOWN = new Fact(Role.TOOL, false, "?", "");

    private record Fact(Role role, boolean worksForOthers, String name, String place) {}

    private final Map<Long, Fact> facts = new HashMap<>();

    private ThreadFacts() {}

    /**
     * Looks at the threads that are live now.
     *
     * @param leftOver whether an earlier scope left a thread running
     * @param worksForOthers whether a thread is another scope's that goes on, so that what is on its stack is that one's
     * @param judgingIsUser whether there is code under test on the stack of the calling thread
     */
    public static ThreadFacts now(Predicate<Thread> leftOver, Predicate<Thread> worksForOthers, boolean judgingIsUser) {
        ThreadFacts now = new ThreadFacts();
        for (Thread thread : PlatformThreads.live()) {
            StackTraceElement[] stack = thread.getStackTrace();
            Role judging = judgingIsUser ? Role.USER : Role.TOOL;
            Role role = thread == Thread.currentThread() ? judging : role(thread, stack, leftOver);
            now.facts.put(thread.getId(), new Fact(role, worksForOthers.test(thread), thread.getName(), place(stack)));
        }
        return now;
    }

    private static Role role(Thread thread, StackTraceElement[] stack, Predicate<Thread> leftOver) {
        ThreadGroup group = thread.getThreadGroup();
        if (group == null || SYSTEM_GROUPS.contains(group.getName())) {
            return Role.SYSTEM;
        }
        if (leftOver.test(thread)) {
            return Role.LEFT_OVER;
        }
        boolean tool = ClassKinds.isTool(thread.getClass().getName());
        for (StackTraceElement frame : stack) {
            if (ClassKinds.isTool(frame.getClassName())) {
                tool = true;
            } else if (!ClassKinds.isJdk(frame.getClassName())) {
                return Role.USER;
            }
        }
        return tool ? Role.TOOL : Role.USER;
    }

    private static String place(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            String name = frame.getClassName();
            if (!ClassKinds.isTool(name) && !ClassKinds.isJdk(name)) {
                return name + "." + frame.getMethodName();
            }
        }
        return "";
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(facts.size());
        for (Map.Entry<Long, Fact> each : facts.entrySet()) {
            out.writeLong(each.getKey());
            out.writeUTF(each.getValue().role().name());
            out.writeBoolean(each.getValue().worksForOthers());
            out.writeUTF(each.getValue().name());
            out.writeUTF(each.getValue().place());
        }
    }

    static ThreadFacts read(DataInput in) throws IOException {
        ThreadFacts read = new ThreadFacts();
        for (int left = in.readInt(); left > 0; left--) {
            read.facts.put(
                    in.readLong(), new Fact(Role.valueOf(in.readUTF()), in.readBoolean(), in.readUTF(), in.readUTF()));
        }
        return read;
    }

    Role role(@Nullable Long id) {
        return facts.getOrDefault(id, UNKNOWN).role();
    }

    boolean worksForOthers(@Nullable Long id) {
        return facts.getOrDefault(id, UNKNOWN).worksForOthers();
    }

    String name(@Nullable Long id) {
        return facts.getOrDefault(id, UNKNOWN).name();
    }

    /** Returns where a thread stands in code that is not the JDK's, or an empty string. */
    String place(@Nullable Long id) {
        return facts.getOrDefault(id, UNKNOWN).place();
    }
}
