package dev.leakcheck.internal.jdk;

import dev.leakcheck.internal.agent.Modules;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What threads were made to run: {@code target}, from JDK 19 on {@code holder.task}. */
public final class Runnables {

    private static final Runnables INSTANCE = new Runnables();

    private volatile @Nullable List<Field> path;

    private Runnables() {}

    /** What a thread was made to run; null if nothing, or if it cannot be read. */
    public static @Nullable Object of(Thread thread) {
        return INSTANCE.runnableOf(thread);
    }

    private @Nullable Object runnableOf(Thread thread) {
        List<Field> found = path;
        if (found == null) {
            found = find();
            path = found;
        }
        Object value = found.isEmpty() ? null : thread;
        try {
            for (Field field : found) {
                value = value == null ? null : field.get(value);
            }
            return value;
        } catch (IllegalAccessException notOpen) {
            return null;
        }
    }

    private static List<Field> find() {
        List<Field> fields = new ArrayList<>();
        try {
            if (Runtime.version().feature() < 19) {
                fields.add(Thread.class.getDeclaredField("target"));
            } else {
                fields.add(Thread.class.getDeclaredField("holder"));
                fields.add(fields.get(0).getType().getDeclaredField("task"));
            }
            fields.forEach(Modules::accessible);
            return fields;
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            return List.of();
        }
    }
}
