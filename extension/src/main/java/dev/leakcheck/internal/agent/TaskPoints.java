package dev.leakcheck.internal.agent;

import static dev.leakcheck.internal.agent.ChokePoint.ANY;
import static dev.leakcheck.internal.agent.ChokePoint.atEnd;
import static dev.leakcheck.internal.agent.ChokePoint.beforeCall;
import static dev.leakcheck.internal.agent.ChokePoint.entry;
import static dev.leakcheck.internal.agent.ChokePoint.exit;
import static dev.leakcheck.internal.agent.Step.DUP;
import static dev.leakcheck.internal.agent.Step.FIRE;
import static dev.leakcheck.internal.agent.Step.NULL;
import static dev.leakcheck.internal.agent.Step.THIS;
import static dev.leakcheck.internal.agent.Step.hook;
import static dev.leakcheck.internal.agent.Step.object;

/** Where tasks are handed over to run on another thread, and where they run. */
final class TaskPoints {

    private static final String CONCURRENT = "java/util/concurrent/";

    /** Those that run user code; each registers itself in the constructor, and is tried wherever a future completes. */
    private static final String[] COMPLETIONS = {
        "UniApply",
        "UniAccept",
        "UniRun",
        "UniWhenComplete",
        "UniHandle",
        "UniExceptionally",
        "UniComposeExceptionally",
        "UniCompose",
        "BiApply",
        "BiAccept",
        "BiRun",
        "OrApply",
        "OrAccept",
        "OrRun"
    };

    /** What ForkJoin makes of a callable or a runnable. */
    private static final String[] ADAPTED = {
        "AdaptedCallable",
        "AdaptedRunnable",
        "AdaptedRunnableAction",
        "AdaptedInterruptibleCallable",
        "AdaptedInterruptibleRunnable",
        "RunnableExecuteAction"
    };

    private TaskPoints() {}

    static void addTo(ChokePoints points) {
        pools(points);
        forkJoin(points);
        timers(points);
    }

    private static void pools(ChokePoints points) {
        // A callable, or a runnable and its result.
        points.add(
                exit(CONCURRENT.concat("FutureTask"), "<init>", ANY, THIS, object(1), hook(Hook.TASK_SUBMITTED), FIRE));
        // Also on threads of executors that are not the JDK's.
        once(points, CONCURRENT.concat("FutureTask"), "run", "()V");
        around(points, CONCURRENT.concat("FutureTask"), "runAndReset", "()Z");
        String pool = CONCURRENT.concat("ThreadPoolExecutor");
        String runWorker = "(Ljava/util/concurrent/ThreadPoolExecutor$Worker;)V";
        points.add(
                entry(pool, "execute", "(Ljava/lang/Runnable;)V", object(1), NULL, hook(Hook.TASK_HANDED_OVER), FIRE));
        // The task is on top of the stack, as the last argument of beforeExecute.
        points.add(
                beforeCall("beforeExecute", pool, "runWorker", runWorker, DUP, NULL, hook(Hook.TASK_STARTING), FIRE));
        points.add(beforeCall("getTask", pool, "runWorker", runWorker, THIS, NULL, hook(Hook.WORKER_IDLE), FIRE));
    }

    private static void forkJoin(ChokePoints points) {
        String task = CONCURRENT.concat("ForkJoinTask");
        points.add(exit(task, "<init>", ANY, THIS, NULL, hook(Hook.TASK_FORKED), FIRE));
        points.add(exit(
                CONCURRENT.concat("CountedCompleter"), "<init>", ANY, THIS, NULL, hook(Hook.COMPLETER_FORKED), FIRE));
        around(points, task, "doExec", ANY);
        // These are tasks of ForkJoin that other executors run, too.
        once(points, CONCURRENT.concat("CompletableFuture$AsyncRun"), "run", "()V");
        once(points, CONCURRENT.concat("CompletableFuture$AsyncSupply"), "run", "()V");
        madeOf(points, "CompletableFuture$AsyncRun", 2);
        madeOf(points, "CompletableFuture$AsyncSupply", 2);
        for (String completion : COMPLETIONS) {
            around(points, CONCURRENT.concat("CompletableFuture$").concat(completion), "tryFire", ANY);
        }
        for (String adapted : ADAPTED) {
            madeOf(points, "ForkJoinTask$".concat(adapted), 1);
        }
    }

    private static void timers(ChokePoints points) {
        points.add(entry(
                "java/util/Timer",
                "sched",
                "(Ljava/util/TimerTask;JJ)V",
                object(1),
                NULL,
                hook(Hook.TASK_SUBMITTED),
                FIRE));
        // The task is on top of the stack.
        points.add(beforeCall(
                "run", "java/util/TimerThread", "mainLoop", "()V", DUP, NULL, hook(Hook.TASK_STARTING), FIRE));
        points.add(beforeCall(
                "isEmpty", "java/util/TimerThread", "mainLoop", "()V", THIS, NULL, hook(Hook.WORKER_IDLE), FIRE));
    }

    /** A task's constructor, on the thread that wants it done. */
    static void made(ChokePoints points, String type) {
        points.add(exit(type, "<init>", ANY, THIS, NULL, hook(Hook.TASK_SUBMITTED), FIRE));
    }

    /** The constructor of a task of ForkJoin, on the thread that wants it done; the slot is that of what it is made of. */
    private static void madeOf(ChokePoints points, String type, int slot) {
        points.add(exit(CONCURRENT.concat(type), "<init>", ANY, THIS, object(slot), hook(Hook.TASK_MADE_OF), FIRE));
    }

    /** The method of a task that does its work, on whatever thread, and after which there is none left. */
    static void once(ChokePoints points, String type, String method, String descriptor) {
        around(points, type, method, descriptor, THIS);
    }

    /** The method of a task that does its work, or tries to, or does it again and again. */
    static void around(ChokePoints points, String type, String method, String descriptor) {
        around(points, type, method, descriptor, NULL);
    }

    private static void around(ChokePoints points, String type, String method, String descriptor, Step thisIfOver) {
        points.add(entry(type, method, descriptor, THIS, NULL, hook(Hook.TASK_ENTERED), FIRE));
        points.add(atEnd(type, method, descriptor, THIS, thisIfOver, hook(Hook.TASK_LEFT), FIRE));
    }
}
