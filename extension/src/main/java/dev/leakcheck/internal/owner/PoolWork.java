package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.Tracker;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A task in a worker of a pool.
 *
 * @param type the class whose code it is
 */
record PoolWork(Object pool, Class<?> type) {

    /** That of the thread that made something; null if it was none, or if its code is unknown. */
    static @Nullable PoolWork of(ScopedOrigin origin, List<Step> steps) {
        Thread creator = origin.creator();
        Object pool = creator == null ? null : Tracker.instance().threads().pool(creator);
        Class<?> type = null;
        for (Step step : steps) {
            type = step.directly() ? step.type() : type; // In the end the outermost.
        }
        return pool == null || type == null ? null : new PoolWork(pool, type);
    }

    /** Whether an object did it in a pool of its own: one that is in a field, or in what adapts it there. */
    boolean isOf(Object object) {
        return type.isInstance(object)
                && Reflect.fields(object).stream()
                        .anyMatch(value -> value == pool
                                || value instanceof Executor
                                        && FieldWalk.leadsOn(value) // From then on it can be read.
                                        && Reflect.fields(value).stream().anyMatch(each -> each == pool));
    }
}
