package dev.leakcheck.internal.scope;

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

    private CurrentScope() {}

    /** Makes a scope current on the calling thread. */
    public static void enter(ScopeNode scope) {
        stack().push(scope, scope);
    }

    /** Makes what was current before this scope current again; harmless on a thread that did not enter it. */
    public static void leave(ScopeNode scope) {
        ScopeStack stack = STACK.get();
        if (stack != null) {
            stack.remove(scope);
        }
    }

    /** A worker that was idle starts a task; {@code submitter} is null if that had no scope. */
    public static void startTask(Object task, @Nullable ScopeNode submitter) {
        endTasks();
        if (submitter != null) {
            stack().push(task, submitter);
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
        }
    }

    /** The calling thread runs a task inside whatever it does; what was current is so again after the task. */
    public static void enterTask(Object task, ScopeNode submitter) {
        stack().push(task, submitter);
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
        }
    }

    /** What the calling thread works for; null if only its lineage can tell. */
    public static @Nullable ScopeNode get() {
        ScopeStack stack = STACK.get();
        return stack == null ? null : stack.top();
    }

    private static ScopeStack stack() {
        ScopeStack stack = STACK.get();
        if (stack == null) {
            stack = new ScopeStack();
            STACK.set(stack);
        }
        return stack;
    }
}
