package dev.leakcheck.internal.agent;

import static dev.leakcheck.internal.agent.ChokePoint.ANY;
import static dev.leakcheck.internal.agent.ChokePoint.beforeCall;
import static dev.leakcheck.internal.agent.ChokePoint.entry;
import static dev.leakcheck.internal.agent.ChokePoint.exit;
import static dev.leakcheck.internal.agent.Step.FIRE;
import static dev.leakcheck.internal.agent.Step.NULL;
import static dev.leakcheck.internal.agent.Step.THIS;
import static dev.leakcheck.internal.agent.Step.field;
import static dev.leakcheck.internal.agent.Step.hook;
import static dev.leakcheck.internal.agent.Step.object;

/** Where threads and pools begin. */
final class ThreadPoints {

    private static final String INIT = "<init>";

    private ThreadPoints() {}

    static void addTo(ChokePoints points) {
        threads(points);
        pools(points);
    }

    private static void threads(ChokePoints points) {
        // Behind the check of the state: starting a thread twice must not move its site.
        points.add(
                beforeCall("start0", "java/lang/Thread", "start", "()V", THIS, NULL, hook(Hook.THREAD_STARTING), FIRE));
        points.add(beforeCall(
                        "start0",
                        "java/lang/Thread",
                        "start",
                        "(Ljdk/internal/vm/ThreadContainer;)V",
                        THIS,
                        object(1),
                        hook(Hook.THREAD_STARTING),
                        FIRE)
                .since(21));
        points.add(beforeCall(
                "setThreadContainer",
                "java/lang/VirtualThread",
                "start",
                "(Ljdk/internal/vm/ThreadContainer;)V",
                THIS,
                object(1),
                hook(Hook.THREAD_STARTING),
                FIRE));
        points.add(entry(
                "java/lang/VirtualThread", "afterDone", "(Z)V", THIS, NULL, hook(Hook.VIRTUAL_THREAD_ENDED), FIRE));
    }

    private static void pools(ChokePoints points) {
        for (String pool : new String[] {"ThreadPoolExecutor", "ForkJoinPool", "ThreadPerTaskExecutor"}) {
            points.add(
                    exit("java/util/concurrent/".concat(pool), INIT, ANY, THIS, NULL, hook(Hook.POOL_CREATED), FIRE));
        }
        points.add(exit(
                "java/util/concurrent/ThreadPoolExecutor$Worker",
                INIT,
                "(Ljava/util/concurrent/ThreadPoolExecutor;Ljava/lang/Runnable;)V",
                object(1),
                THIS,
                field("thread", "Ljava/lang/Thread;"),
                hook(Hook.WORKER_CREATED),
                FIRE));
    }
}
