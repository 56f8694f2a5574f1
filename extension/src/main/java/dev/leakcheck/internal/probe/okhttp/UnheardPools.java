package dev.leakcheck.internal.probe.okhttp;

import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds OkHttp's connection pools without hooks: a pool that has connections has a clean-up task, idle connections or
 * not, and OkHttp runs those of all pools by one static runner.
 */
final class UnheardPools {

    private static final String RUNNER = "okhttp3.internal.concurrent.TaskRunner";

    private UnheardPools() {}

    /** The pools with connections of the OkHttp that the context class loader sees. */
    static List<Object> find() {
        List<Object> pools = new ArrayList<>();
        Object runner = runner();
        if (runner != null) {
            for (String queues : List.of("busyQueues", "readyQueues")) {
                for (Object queue : copy(Reflect.field(runner, queues))) {
                    List<@Nullable Object> tasks = new ArrayList<>(copy(Reflect.field(queue, "futureTasks")));
                    tasks.add(Reflect.field(queue, "activeTask"));
                    tasks.forEach(task -> addPool(task, pools));
                }
            }
        }
        return pools;
    }

    private static void addPool(@Nullable Object task, List<Object> pools) {
        Object pool = Reflect.field(task, "this$0");
        if (pool != null && pool.getClass().getSimpleName().equals("RealConnectionPool")) {
            pools.add(pool);
        }
    }

    private static @Nullable Object runner() {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return Class.forName(RUNNER, false, loader).getField("INSTANCE").get(null);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notThere) {
            return null;
        }
    }

    /** They change meanwhile; what is missed is found by the next look. */
    private static List<Object> copy(@Nullable Object list) {
        List<Object> copy = new ArrayList<>();
        if (list instanceof List<?> known) {
            for (Object each : known.toArray()) {
                if (each != null) {
                    copy.add(each);
                }
            }
        }
        return copy;
    }
}
