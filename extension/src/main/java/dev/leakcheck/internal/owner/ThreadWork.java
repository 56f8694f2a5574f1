package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.jdk.Runnables;
import dev.leakcheck.internal.reflect.Provenance;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.track.Tracker;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** What a thread works with: the tasks that it is at, what it was made to run, and its own fields, if it has a class of its own. */
final class ThreadWork {

    private ThreadWork() {}

    /** A worker has its tasks; what it was made to run is its pool. */
    static List<Object> of(Thread thread) {
        List<Object> work = new ArrayList<>(CurrentScope.tasksOf(thread));
        Object made = Tracker.instance().threads().pool(thread) == null ? Runnables.of(thread) : null;
        if (made != null) {
            work.add(made);
        }
        for (Class<?> type = thread.getClass(); !Provenance.isOfJdk(type); type = type.getSuperclass()) {
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
