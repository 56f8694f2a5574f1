package dev.leakcheck.internal.scope;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Which scope the calling thread works for.
 *
 * <p>One stack per thread, of the scopes that were entered on it and of the tasks that it runs for their submitters'
 * scopes: a ForkJoin worker that waits inside one test may run another one, or a task of another one.
 */
public final class CurrentScope {

    // No initial value: most threads that create something never enter a scope.
    private static final ThreadLocal<ScopeStack> STACK = new ThreadLocal<>();

    /** The same for other threads to read. Weak, since what a thread runs may refer to the thread. */
    private static final WeakIdentityMap<Thread, WeakReference<ScopeStack>> STACKS = new WeakIdentityMap<>();

    private static final List<Listener> LISTENERS = new CopyOnWriteArrayList<>();

    /** Hears that the calling thread works for another scope from now on. */
    @FunctionalInterface
    public interface Listener {

        /**
         * It does; or perhaps still for the same.
         *
         * @param now null if only its lineage can tell
         */
        void switched(@Nullable ScopeNode now);
    }

    private CurrentScope() {}

    /** Who listens in; mostly nobody. */
    public static List<Listener> listeners() {
        return LISTENERS;
    }

    private static void switched(ScopeStack stack) {
        if (!LISTENERS.isEmpty()) {
            for (Listener listener : LISTENERS) {
                listener.switched(stack.top());
            }
        }
    }

    /** Makes a scope current on the calling thread. */
    public static void enter(ScopeNode scope) {
        ScopeStack stack = stack();
        stack.push(scope, scope, null);
        switched(stack);
    }

    /** Makes what was current before this scope current again; harmless on a thread that did not enter it. */
    public static void leave(ScopeNode scope) {
        ScopeStack stack = STACK.get();
        if (stack != null) {
            stack.remove(scope);
            switched(stack);
        }
    }

    /**
     * A worker that was idle starts a task.
     *
     * @param submitter null if that had no scope
     * @param origin where the task was handed over, if its own code will not be on the stack of what it makes
     */
    public static void startTask(Object task, @Nullable ScopeNode submitter, @Nullable ScopedOrigin origin) {
        endTasks();
        if (submitter != null) {
            ScopeStack stack = stack();
            stack.push(task, submitter, origin);
            switched(stack);
        }
    }

    /** Whether the calling thread has not worked for any scope yet. */
    public static boolean isFresh() {
        return STACK.get() == null;
    }

    /** A worker has nothing to run any more. */
    public static void endTasks() {
        ScopeStack stack = STACK.get();
        if (stack != null) {
            stack.clear();
            switched(stack);
        }
    }

    /** The calling thread runs a task inside whatever it does; what was current is so again after the task. */
    public static void enterTask(Object task, ScopeNode submitter, @Nullable ScopedOrigin origin) {
        ScopeStack stack = stack();
        stack.push(task, submitter, origin);
        switched(stack);
    }

    /** The scope of a task if that is what the calling thread entered last; null otherwise. */
    public static @Nullable ScopeNode ofLast(Object task) {
        ScopeStack stack = STACK.get();
        return stack == null ? null : stack.topOf(task);
    }

    /** The task has ended, be it by an exception. Harmless if it was not entered. */
    public static void leaveTask(Object task) {
        ScopeStack stack = STACK.get();
        if (stack != null) {
            stack.popTo(task);
            switched(stack);
        }
    }

    /** What the calling thread works for; null if only its lineage can tell. */
    public static @Nullable ScopeNode get() {
        ScopeStack stack = STACK.get();
        return stack == null ? null : stack.top();
    }

    /** Where the task that the calling thread runs was handed over, if what it makes will not have its code on the stack. */
    public static @Nullable ScopedOrigin originOfTask() {
        ScopeStack stack = STACK.get();
        return stack == null ? null : stack.topOrigin();
    }

    /** The tasks that a thread runs for those who submitted them; it may begin or end one meanwhile. */
    public static List<Object> tasksOf(Thread thread) {
        ScopeStack stack = stackOf(thread);
        return stack == null ? List.of() : stack.tasks();
    }

    /** Whether a thread works for a scope that has not ended, as far as it is known; it may begin or end meanwhile. */
    public static boolean isBusy(Thread thread) {
        ScopeStack stack = stackOf(thread);
        return stack != null && stack.hasOpen();
    }

    private static @Nullable ScopeStack stackOf(Thread thread) {
        WeakReference<ScopeStack> held = STACKS.get(thread);
        return held == null ? null : held.get();
    }

    private static ScopeStack stack() {
        ScopeStack stack = STACK.get();
        if (stack == null) {
            stack = new ScopeStack();
            STACK.set(stack);
            STACKS.put(Thread.currentThread(), new WeakReference<>(stack));
        }
        return stack;
    }
}
