package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.bytecode.StopFlags;
import dev.leakcheck.internal.jdk.Runnables;
import dev.leakcheck.internal.reflect.Provenance;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.scope.CurrentScope;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a thread runs was told to stop by the flag that its {@code close()} or {@code stop()} sets: it looks at the
 * flag when it wakes, which may be long after the test. Needs the agent.
 */
public final class StoppedWork {

    private static final String LAMBDA = "$$Lambda";

    private StoppedWork() {}

    /** What of that which a thread was made for has been told to stop, by its class; null if nothing has. */
    public static @Nullable String ofThread(Thread thread) {
        return of(thread, List.of());
    }

    /** As {@link #ofThread}, or of the task that it runs now for somebody; null if it has ended. */
    public static @Nullable String ofTasks(Thread thread) {
        return thread.isAlive() ? of(thread, CurrentScope.tasksOf(thread)) : null;
    }

    private static @Nullable String of(Thread thread, List<Object> tasks) {
        try {
            String told = toldIn(thread);
            told = told == null ? toldIn(Runnables.of(thread)) : told;
            for (Object task : tasks) {
                told = told == null ? toldIn(task) : told;
            }
            return told;
        } catch (RuntimeException | LinkageError unreadable) {
            return null;
        }
    }

    private static @Nullable String toldIn(@Nullable Object runnable) {
        if (runnable instanceof FutureTask) {
            Modules.open(FutureTask.class);
            Object callable = Reflect.field(runnable, "callable");
            Object task = Reflect.field(callable, "task");
            return toldIn(task == null ? callable : task);
        }
        if (runnable == null || Provenance.isOfJdk(runnable.getClass())) {
            return null;
        }
        String told = told(runnable);
        String around = told == null ? classAround(runnable.getClass()) : "";
        if (!around.isEmpty()) {
            for (Object captured : Reflect.fields(runnable)) {
                told = told == null && isA(captured, around) ? told(captured) : told;
            }
        }
        return told;
    }

    /**
     * The class that a lambda or an inner class stands in: the flag may be that of its instance. What else is captured may
     * have been closed without a word to the work.
     */
    private static String classAround(Class<?> type) {
        Class<?> enclosing = type.getEnclosingClass();
        int lambda = type.getName().indexOf(LAMBDA);
        return lambda >= 0 ? type.getName().substring(0, lambda) : enclosing == null ? "" : enclosing.getName();
    }

    private static boolean isA(Object captured, String className) {
        for (Class<?> type = captured.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(className)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String told(Object worker) {
        for (Class<?> type = worker.getClass();
                type != null && !Provenance.isOfJdk(type);
                type = type.getSuperclass()) {
            for (StopFlags.Flag flag : StopFlags.of(type)) {
                Object value = Reflect.field(worker, flag.name());
                boolean isSet = value instanceof AtomicBoolean atomic ? atomic.get() : Boolean.TRUE.equals(value);
                if (value != null && isSet == flag.stopped()) {
                    return type.getName().substring(type.getName().lastIndexOf('.') + 1);
                }
            }
        }
        return null;
    }
}
