package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.jdk.Descriptors;
import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.jdk.Runnables;
import dev.leakcheck.internal.reflect.FieldValues;
import dev.leakcheck.internal.reflect.Reflect;
import java.nio.channels.AsynchronousChannelGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link AsynchronousChannelGroup}: what it polls with and its own threads, of which its user holds nothing, and the executor
 * that was handed to it, which it shuts down. Its channels are their users'.
 */
final class ChannelGroups extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        return "AsynchronousChannelGroup";
    }

    @Override
    public boolean isStopped(Object owner) {
        return ((AsynchronousChannelGroup) owner).isShutdown();
    }

    @Override
    public Collection<?> parts(Object owner) {
        Modules.open(owner.getClass());
        // The last of its fields to be filled. Once it is closed the numbers may be others'.
        if (!(read(owner, "sp") instanceof int[] wakingUp) || isSet(owner, "closed") || isOfTheJdk(owner)) {
            return List.of();
        }
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(read(owner, "pool", "executor"));
        parts.add(read(owner, "timeoutExecutor"));
        parts.add(read(owner, "epfd"));
        parts.add(read(owner, "kqfd"));
        for (int number : wakingUp) {
            parts.add(Descriptors.of(number));
        }
        for (Thread thread : PlatformThreads.live()) {
            if (isOwnThread(Runnables.of(thread), owner)) {
                parts.add(thread);
            }
        }
        return parts;
    }

    /** Channels without a group share one, which nobody can shut down; what it keeps is known by where the JDK makes that. */
    private static boolean isOfTheJdk(Object owner) {
        Class<?> provider = ((AsynchronousChannelGroup) owner).provider().getClass();
        Modules.open(provider);
        return FieldValues.ofStatic(provider).contains(owner);
    }

    /** Whether a thread's task is one of the group's loops; its executor's threads are that's. */
    private static boolean isOwnThread(@Nullable Object task, Object owner) {
        return task != null
                && task.getClass().getName().startsWith("sun.nio.ch.")
                && Reflect.fields(task).contains(owner);
    }

    @Override
    public String remedy(Object owner) {
        return "call shutdownNow() on the AsynchronousChannelGroup before the test ends";
    }
}
