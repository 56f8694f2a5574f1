package dev.leakcheck.internal.scope;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Which scope the calling thread works for.
 *
 * <p>A stack per thread, since a ForkJoin worker that waits inside one test may run another one; below it the scope of
 * whoever submitted the task that a pool's worker runs.
 */
public final class CurrentScope {

    // No initial values: most threads that create something never enter a scope.
    private static final ThreadLocal<Deque<ScopeNode>> ENTERED = new ThreadLocal<>();
    private static final ThreadLocal<ScopeNode> TASK = new ThreadLocal<>();

    private CurrentScope() {}

    /** Makes a scope current on the calling thread. */
    public static void enter(ScopeNode scope) {
        Deque<ScopeNode> stack = ENTERED.get();
        if (stack == null) {
            stack = new ArrayDeque<>(4);
            ENTERED.set(stack);
        }
        stack.push(scope);
    }

    /** Makes what was current before this scope current again; harmless on a thread that did not enter it. */
    public static void leave(ScopeNode scope) {
        Deque<ScopeNode> stack = ENTERED.get();
        if (stack != null && stack.removeFirstOccurrence(scope) && stack.isEmpty()) {
            ENTERED.remove();
        }
    }

    /** The scope of the task that the calling worker starts now; null if its submitter had none. */
    public static void startTask(@Nullable ScopeNode submitter) {
        if (submitter == null) {
            TASK.remove();
        } else {
            TASK.set(submitter);
        }
    }

    /** What the calling thread works for; null if only its lineage can tell. */
    public static @Nullable ScopeNode get() {
        Deque<ScopeNode> stack = ENTERED.get();
        if (stack != null && !stack.isEmpty()) {
            return stack.peek();
        }
        return TASK.get();
    }
}
