package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Schedulers of RxJava 2 and 3 that have executors of their own, one for each worker. */
final class RxJavaSchedulers extends Schedulers {

    private static final String PACKAGE = ".internal.schedulers";

    @Override
    public String describe(Object owner) {
        return "RxJava's " + owner.getClass().getSimpleName();
    }

    /** What it has then is empty, and the same for all. */
    @Override
    public boolean isStopped(Object owner) {
        if (read(owner, "executor") instanceof ExecutorService executor) {
            return executor.isShutdown();
        }
        return read(owner, "pool", "evictorService") == null
                && !(read(owner, "pool", "eventLoops") instanceof Object[] loops && loops.length > 0);
    }

    @Override
    String holder(String ownersPackage) {
        return ownersPackage.replace(PACKAGE, ".schedulers.Schedulers");
    }

    @Override
    Collection<?> workers(Object owner) {
        List<@Nullable Object> workers = new ArrayList<>();
        workers.add(read(owner, "executor"));
        workers.add(read(owner, "pool", "evictorService"));
        addExecutors(read(owner, "pool", "eventLoops"), workers);
        addExecutors(read(owner, "pool", "allWorkers", "resources", "keys"), workers);
        return workers;
    }

    @Override
    public String remedy(Object owner) {
        return "call shutdown() on the Scheduler before the test ends";
    }
}
