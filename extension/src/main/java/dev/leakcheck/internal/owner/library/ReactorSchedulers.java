package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Schedulers of Project Reactor that have executors of their own, one for each worker. */
final class ReactorSchedulers extends Schedulers {

    @Override
    public String describe(Object owner) {
        return owner.getClass().getSimpleName() + " " + read(owner, "factory", "name");
    }

    @Override
    public boolean isStopped(Object owner) {
        return Boolean.TRUE.equals(Reflect.call(owner, "isDisposed"));
    }

    @Override
    String holder(String ownersPackage) {
        return ownersPackage + ".Schedulers";
    }

    /** As long as they are told to stop, what they had is kept as their initial state. */
    @Override
    Collection<?> workers(Object owner) {
        List<@Nullable Object> workers = new ArrayList<>();
        for (String state : List.of("currentResource", "initialResource")) {
            Object resource = read(owner, "state", state);
            workers.add(resource); // The executors themselves, of those that have a fixed number.
            workers.add(read(resource, "evictor"));
            addExecutors(copy(read(resource, "idleQueue")).toArray(), workers);
            addExecutors(read(resource, "busyStates", "array"), workers);
        }
        return workers;
    }

    @Override
    public String remedy(Object owner) {
        return "dispose() of the Scheduler before the test ends";
    }
}
