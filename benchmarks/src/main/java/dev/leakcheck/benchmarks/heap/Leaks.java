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

/** Ten ways to keep twice the default budget. */
final class Leaks {

    private static final int MB = 1 << 20;
    private static final int LEAKED_MB = 8;

    private static final List<byte[]> LIST = new ArrayList<>();
    private static final Map<String, Session> SESSIONS = new HashMap<>();
    private static final List<Runnable> LISTENERS = new ArrayList<>();
    private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
    private static final List<Object> STRINGS = new ArrayList<>();
    private static final Cache CACHE = new Cache();
    private static Node head = new Node(null);

    private static final ExecutorService POOL = Executors.newSingleThreadExecutor(Leaks::daemon);
    private static final ScheduledExecutorService SCHEDULER = Executors.newScheduledThreadPool(1, Leaks::daemon);

    private Leaks() {}

    private record Session(String user, long[] visits) {}

    private record Node(Object next, byte[] content) {
        Node(Object next) {
            this(next, new byte[MB]);
        }
    }

    private static final class Cache {
        private final Map<Integer, Object> values = new HashMap<>();
    }

    private static final class Window {
        private final byte[][] pixels = blocks();

        Runnable listener() {
            return new Runnable() {
                @Override
                public void run() {
                    pixels[0][0]++;
                }
            };
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "leaks-worker");
        thread.setDaemon(true);
        return thread;
    }

    private static byte[][] blocks() {
        return new byte[LEAKED_MB][MB];
    }

    static List<Body> bodies() {
        List<Body> all = new ArrayList<>();
        all.add(leak("static list", "static " + field("LIST"), () -> {
            for (byte[] block : blocks()) {
                LIST.add(block);
            }
        }));
        all.add(leak("static map of small objects", "static " + field("SESSIONS"), () -> {
            for (int i = 0; i < 32_000; i++) {
                SESSIONS.put("session-" + i, new Session("user-" + i, new long[12]));
            }
        }));
        all.add(leak("field of a singleton", "static " + field("CACHE"), () -> CACHE.values.put(1, blocks())));
        all.add(leak(
                "inner class in a listener list",
                "static " + field("LISTENERS"),
                () -> LISTENERS.add(new Window().listener())));
        all.add(leak("linked objects", "static " + field("head"), () -> {
            for (int i = 0; i < LEAKED_MB; i++) {
                head = new Node(head);
            }
        }));
        all.add(leak("strings", "static " + field("STRINGS"), () -> {
            for (int i = 0; i < 100_000; i++) {
                STRINGS.add("a string that says " + i);
            }
        }));
        all.add(leak("thread local", "thread local " + field("LOCAL"), () -> LOCAL.set(blocks())));
        all.add(leak(
                "thread local of a pool",
                "thread local " + field("LOCAL"),
                () -> POOL.submit(() -> LOCAL.set(blocks())).get()));
        all.add(leak("scheduled task", "static " + field("SCHEDULER"), () -> {
            byte[][] data = blocks();
            SCHEDULER.schedule(() -> data[0][0]++, 1, TimeUnit.DAYS);
        }));
        all.add(leak("shutdown hook", "static java.lang.ApplicationShutdownHooks.hooks", () -> {
            byte[][] data = blocks();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> data[0][0]++));
        }));
        return all;
    }

    private static String field(String name) {
        return Leaks.class.getName() + "." + name;
    }
}
