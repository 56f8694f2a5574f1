package dev.leakcheck.examples.lifecycle;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** The workers of the whole program; they live as long as it does. */
final class Workers {

    static final ScheduledExecutorService ALL = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "worker-1");
        thread.setDaemon(true);
        return thread;
    });

    private Workers() {}
}
