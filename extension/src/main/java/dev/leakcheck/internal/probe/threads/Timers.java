package dev.leakcheck.internal.probe.threads;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.spi.Standing;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The rule of java.util.Timer: once nobody holds it, its thread ends gracefully; so says its Javadoc. */
final class Timers {

    private Timers() {}

    static Standing standing(Thread thread) {
        if (!PlatformThreads.isTimer(thread)) {
            return Standing.held();
        }
        // Cancelling empties the queue. A timer that was collected lives on until its last task has run, perhaps never.
        if (!isIdle(thread) || mayTakeTasks(thread) && runsTask(thread)) {
            return Standing.held();
        }
        return mayTakeTasks(thread)
                ? Standing.endsAtGc("the thread of a java.util.Timer ends when nobody holds the timer any more")
                : Standing.ending("its timer was cancelled");
    }

    private static boolean mayTakeTasks(Thread thread) {
        Access access = Holder.ACCESS;
        try {
            return access == null || access.newTasksMayBeScheduled.getBoolean(thread);
        } catch (IllegalAccessException e) {
            return true;
        }
    }

    private static boolean isIdle(Thread thread) {
        Access access = Holder.ACCESS;
        try {
            return access == null || (boolean) access.isEmpty.invoke(access.queue.get(thread));
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** A task may hold its own timer; the queue knows only those to come. */
    private static boolean runsTask(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (!frame.getClassName().equals(PlatformThreads.TIMER)
                    && !frame.getClassName().equals("java.lang.Object")) {
                return true;
            }
        }
        return false;
    }

    private record Access(Field newTasksMayBeScheduled, Field queue, Method isEmpty) {}

    /** Found only once there is a timer: the package is opened by the agent, which comes later than this class. */
    private static final class Holder {
        static final @Nullable Access ACCESS = find();

        private static @Nullable Access find() {
            try {
                Class<?> timerThread = Class.forName(PlatformThreads.TIMER);
                Field queue = timerThread.getDeclaredField("queue");
                return new Access(
                        Modules.accessible(timerThread.getDeclaredField("newTasksMayBeScheduled")),
                        Modules.accessible(queue),
                        Modules.accessible(queue.getType().getDeclaredMethod("isEmpty")));
            } catch (ReflectiveOperationException | RuntimeException e) {
                // Without the agent a cancelled timer is told from a live one by its end only.
                return null;
            }
        }
    }
}
