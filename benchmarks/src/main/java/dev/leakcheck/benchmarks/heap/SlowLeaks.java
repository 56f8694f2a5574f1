package dev.leakcheck.benchmarks.heap;

import static dev.leakcheck.benchmarks.heap.Body.leak;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ways to keep a kilobyte more with every round. */
final class SlowLeaks {

    private static final int KILOBYTE = 1024;

    private static final List<byte[]> LIST = new ArrayList<>();
    private static final Map<Object, Visit> VISITS = new HashMap<>();
    private static final List<Runnable> LISTENERS = new ArrayList<>();
    private static final ThreadLocal<List<Object>> LOCAL = ThreadLocal.withInitial(ArrayList::new);
    private static final List<Object> STRINGS = new ArrayList<>();
    private static final Registry REGISTRY = new Registry();
    private static Node head = new Node(null);

    private static final ExecutorService POOL = Executors.newSingleThreadExecutor(SlowLeaks::daemon);
    private static final ScheduledExecutorService SCHEDULER = Executors.newScheduledThreadPool(1, SlowLeaks::daemon);

    private SlowLeaks() {}

    private record Visit(String user, long[] pages) {}

    private record Node(Object next, byte[] content) {
        Node(Object next) {
            this(next, new byte[KILOBYTE]);
        }
    }

    private static final class Registry {
        private final List<Object> entries = new ArrayList<>();
    }

    private static final class Screen {
        private final byte[] pixels = new byte[KILOBYTE];

        Runnable listener() {
            return new Runnable() {
                @Override
                public void run() {
                    pixels[0]++;
                }
            };
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "slow-leaks-worker");
        thread.setDaemon(true);
        return thread;
    }

    static List<Body> bodies() {
        List<Body> all = new ArrayList<>();
        all.add(leak("static list", "static " + field("LIST"), () -> LIST.add(new byte[KILOBYTE])));
        all.add(leak(
                "map of small objects",
                "static " + field("VISITS"),
                () -> VISITS.put(new Object(), new Visit("user-" + VISITS.size(), new long[KILOBYTE / Long.BYTES]))));
        all.add(leak(
                "field of a singleton", "static " + field("REGISTRY"), () -> REGISTRY.entries.add(new byte[KILOBYTE])));
        all.add(leak(
                "inner class in a listener list",
                "static " + field("LISTENERS"),
                () -> LISTENERS.add(new Screen().listener())));
        all.add(leak("linked objects", "static " + field("head"), () -> head = new Node(head)));
        all.add(leak("strings", "static " + field("STRINGS"), () -> {
            for (int i = 0; i < 16; i++) {
                STRINGS.add("a string that says " + i);
            }
        }));
        all.add(leak(
                "thread local",
                "thread local " + field("LOCAL"),
                () -> LOCAL.get().add(new byte[KILOBYTE])));
        all.add(leak(
                "thread local of a pool",
                "thread local " + field("LOCAL"),
                () -> POOL.submit(() -> LOCAL.get().add(new byte[KILOBYTE])).get()));
        all.add(leak("scheduled task", "static " + field("SCHEDULER"), () -> {
            byte[] data = new byte[KILOBYTE];
            SCHEDULER.schedule(() -> data[0]++, 1, TimeUnit.DAYS);
        }));
        all.add(leak("shutdown hook", "static java.lang.ApplicationShutdownHooks.hooks", () -> {
            byte[] data = new byte[KILOBYTE];
            Runtime.getRuntime().addShutdownHook(new Thread(() -> data[0]++));
        }));
        return all;
    }

    private static String field(String name) {
        return SlowLeaks.class.getName() + "." + name;
    }
}
