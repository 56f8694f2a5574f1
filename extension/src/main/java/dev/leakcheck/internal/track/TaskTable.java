package dev.leakcheck.internal.track;

import dev.leakcheck.internal.jdk.JdkWork;
import dev.leakcheck.internal.jdk.Relays;
import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who submitted a task: what its worker creates while running it belongs to the submitter's scope. */
final class TaskTable {

    // No lambda: hooks come here.
    private static final Function<Object, Handovers> NEW_HANDOVERS = new Function<>() {
        @Override
        public Handovers apply(Object task) {
            return new Handovers();
        }
    };

    private final WeakIdentityMap<Object, ScopeNode> created = new WeakIdentityMap<>();
    private final WeakIdentityMap<Object, Handovers> handedOver = new WeakIdentityMap<>();
    /** Where tasks were made that run the JDK's code alone. */
    private final WeakIdentityMap<Object, ScopedOrigin> madeAt = new WeakIdentityMap<>();

    private final ForkTable forked = new ForkTable();
    private final Relays relays = new Relays();

    /** A task was made to be run once, or by one submitter only. */
    void created(Object task, @Nullable ScopeNode submitter) {
        if (submitter != null) {
            created.put(task, submitter);
        } else {
            created.remove(task);
        }
    }

    /** A task of ForkJoin was made; of a tree of completers its root tells for all. */
    void forked(Object task, @Nullable ScopeNode submitter) {
        if (submitter == null || relays.areOf(task.getClass())) {
            return;
        }
        if (isRecursive(task)) {
            forked.put(task, submitter);
        } else {
            created.put(task, submitter);
        }
    }

    /** All others may wait long, for another stage, for a delay or in a queue, and none of those may be forgotten. */
    private static boolean isRecursive(Object task) {
        return task instanceof RecursiveAction || task instanceof RecursiveTask;
    }

    /** The task that was made there will have nobody's code but the JDK's on its stack. */
    void madeHere(Object task, ScopedOrigin here) {
        madeAt.put(task, here);
    }

    /** Anything was handed to a pool: the same object perhaps more than once, such as a lambda that captures nothing. */
    void handedOver(Object task, @Nullable ScopeNode submitter, ThreadTable threads) {
        boolean knownSinceMade = task instanceof FutureTask || task instanceof ForkJoinTask;
        if (submitter != null && !knownSinceMade && created.get(task) == null) {
            ScopedOrigin here = JdkWork.is(task) ? threads.originHere() : null;
            handedOver.computeIfAbsent(task, NEW_HANDOVERS).add(submitter, here);
        }
    }

    void starting(Object task, ThreadTable threads) {
        ScopeNode submitter = submitter(task);
        ScopedOrigin at = placeOf(task);
        if (submitter == null) {
            Handovers handovers = handedOver.get(task);
            Handovers.Handover first = handovers == null ? null : handovers.take();
            if (first != null) {
                submitter = first.submitter();
                at = first.at();
            }
        }
        if (submitter != null && CurrentScope.isFresh() && !(task instanceof TimerTask)) {
            submitter = threads.startedFor(submitter);
        }
        CurrentScope.startTask(task, submitter, at);
    }

    void entered(Object task) {
        // A task of ForkJoin is entered twice where it is a future's, one of a pool has been started.
        ScopeNode known = CurrentScope.ofLast(task);
        ScopeNode submitter = known == null ? submitter(task) : known;
        if (submitter != null) {
            CurrentScope.enterTask(task, submitter, placeOf(task));
        }
    }

    /** What is over is forgotten at once: left to the garbage collector, millions of tasks would be dear. */
    void left(Object task, boolean over) {
        CurrentScope.leaveTask(task);
        if (over) {
            created.remove(task);
            if (!madeAt.isEmpty()) {
                madeAt.remove(task);
            }
        } else if (task instanceof ForkJoinTask<?> fork && !isRecursive(task)) {
            if (fork.isDone()) {
                created.remove(task);
            } else if (fork.getForkJoinTaskTag() != 0) {
                dispatched(fork);
            }
        }
    }

    /** A stage was run just now, or handed to its executor, which will soon do so: nobody can tell which of the two. */
    private void dispatched(ForkJoinTask<?> stage) {
        ScopeNode submitter = stage instanceof AsynchronousCompletionTask ? created.get(stage) : null;
        if (submitter != null) {
            // In this order: its executor may look it up meanwhile.
            forked.put(stage, submitter);
            created.remove(stage);
        }
    }

    private @Nullable ScopedOrigin placeOf(Object task) {
        return madeAt.isEmpty() ? null : madeAt.get(task);
    }

    /** Whether a task that waits in a queue was submitted by a scope that has ended. */
    boolean isOfEnded(Object task) {
        ScopeNode submitter = submitter(task);
        return submitter != null && !submitter.isOpen();
    }

    private @Nullable ScopeNode submitter(Object task) {
        if (task instanceof CountedCompleter<?> completer) {
            return created.get(completer.getRoot());
        }
        if (isRecursive(task)) {
            return forked.get(task);
        }
        ScopeNode known = created.get(task);
        return known == null && task instanceof AsynchronousCompletionTask ? forked.get(task) : known;
    }
}
