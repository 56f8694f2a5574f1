package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.jdk.Runnables;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.track.OwnerTable;
import dev.leakcheck.internal.track.Tracker;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** What threads work with that were told to stop: whoever opened it, they close it before they end. */
public final class WindingDown {

    private static final int MOST_NEAR = 200;

    private WindingDown() {}

    /**
     * Whether a thread has a descriptor near at hand: in a task that it is at work on, in what it was made to run, or in itself.
     *
     * @param thread one that was told to stop
     */
    public static boolean has(Thread thread, int fd) {
        OwnerTable owners = Tracker.instance().owners();
        return FieldWalk.from(
                        workOf(thread),
                        MOST_NEAR,
                        object -> Parts.of(List.of(object), owners).descriptors.contains(fd))
                == FieldWalk.End.FOUND;
    }

    /** A worker has its tasks; what it was made to run is its pool. */
    private static List<Object> workOf(Thread thread) {
        List<Object> work = new ArrayList<>(CurrentScope.tasksOf(thread));
        Object made = Tracker.instance().threads().pool(thread) == null ? Runnables.of(thread) : null;
        if (made != null) {
            work.add(made);
        }
        for (Class<?> type = thread.getClass(); !StoppedWork.isOfJdk(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                boolean holdsObject = !field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers());
                Object value = holdsObject ? Reflect.field(thread, field.getName()) : null;
                if (value != null) {
                    work.add(value);
                }
            }
        }
        return work;
    }
}
