package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.Tracker;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the event loops of Netty are to run later: their selectors time out each second, be there anything or not. */
public final class LoopTimers {

    private static final String NETTY_LOOP = ".channel.";
    private static final String QUEUE = "scheduledTaskQueue";

    private LoopTimers() {}

    /**
     * The loop that runs in a thread; null if none is known.
     *
     * @param thread one that sleeps now, so that what it keeps for itself can be read
     */
    public static @Nullable Object loopOf(Thread thread) {
        AtomicReference<@Nullable Object> found = new AtomicReference<>();
        Tracker.instance().owners().forEach((owner, creation) -> {
            if (owner.getClass().getName().contains(NETTY_LOOP) && Reflect.field(owner, "thread") == thread) {
                found.set(owner);
            }
        });
        return found.get();
    }

    /** Whether a loop is to run something before a moment, given as {@link System#nanoTime}; true if that is unknown. */
    public static boolean isDueBefore(long moment, Object loop) {
        Object queue = Reflect.field(loop, QUEUE);
        if (queue == null) {
            return !hasQueue(loop.getClass()); // it is made with the first task
        }
        if (!(queue instanceof Queue<?> tasks)) {
            return true;
        }
        Object first = tasks.peek();
        return first != null
                && !(first instanceof Delayed task && task.getDelay(TimeUnit.NANOSECONDS) > moment - System.nanoTime());
    }

    private static boolean hasQueue(Class<?> loop) {
        for (Class<?> type = loop; type != null; type = type.getSuperclass()) {
            if (Arrays.stream(type.getDeclaredFields())
                    .anyMatch(field -> field.getName().equals(QUEUE))) {
                return true;
            }
        }
        return false;
    }

    /** What the names of a library's own classes begin with, be it shaded or not. */
    public static String packageOf(Object loop) {
        String name = loop.getClass().getName();
        return name.substring(0, name.indexOf(NETTY_LOOP) + 1);
    }
}
