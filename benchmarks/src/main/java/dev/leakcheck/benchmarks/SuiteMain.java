package dev.leakcheck.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The forked side: runs the suite in a JVM with 20 MB of live objects and 50 idle threads. */
final class SuiteMain {

    private static final int LIVE_BYTES = 20 << 20;
    private static final int BLOCK_BYTES = 64;
    private static final int IDLE_THREADS = 50;
    private static final double MILLIS_PER_TICK = 10;

    private static byte[][] live = {};

    private SuiteMain() {}

    public static void main(String[] arguments) throws IOException {
        Variant variant = Variant.valueOf(arguments[0]);
        boolean one = arguments[1].equals("one");
        if (!one) {
            furnish();
        }
        Stopwatch stopwatch = new Stopwatch();
        LauncherDiscoveryRequest request = request(one, variant);
        long began = System.nanoTime();
        long cpuBegan = threadNanos();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request, stopwatch);
        }
        long cpu = threadNanos() - cpuBegan;
        long wall = System.nanoTime() - began;
        int tests = stopwatch.ended;
        System.out.println(
                new Figures(tests, stopwatch.medianMicros(), micros(wall, tests), micros(cpu, tests), processMillis())
                        .line());
        System.exit(live.length == 0 && !one ? 1 : 0);
    }

    private static void furnish() {
        live = new byte[LIVE_BYTES / (BLOCK_BYTES + 16)][BLOCK_BYTES];
        for (int i = 0; i < live.length; i++) {
            live[i] = new byte[BLOCK_BYTES];
        }
        for (int i = 0; i < IDLE_THREADS; i++) {
            Thread idle = new Thread(SuiteMain::idle, "idle-" + i);
            idle.setDaemon(true);
            idle.start();
        }
    }

    private static void idle() {
        while (true) {
            LockSupport.park();
        }
    }

    private static LauncherDiscoveryRequest request(boolean one, Variant variant) {
        Class<?>[] suite = variant == Variant.NAIVE_GC ? Suites.naive() : Suites.whole();
        Class<?>[] classes = one ? new Class<?>[] {Suites.One.class} : suite;
        ClassSelector[] selectors =
                Stream.of(classes).map(DiscoverySelectors::selectClass).toArray(ClassSelector[]::new);
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectors)
                .configurationParameter(
                        "junit.jupiter.extensions.autodetection.enabled",
                        System.getProperty("junit.jupiter.extensions.autodetection.enabled", "false"))
                .build();
    }

    private static long threadNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double micros(long nanos, int tests) {
        return nanos / 1e3 / tests;
    }

    /** User and system time, with that of the processes that were waited for, such as the one that attaches the agent. */
    private static double processMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Stream.of(fields).skip(11).limit(4).mapToLong(Long::parseLong).sum() * MILLIS_PER_TICK;
    }

    private static final class Stopwatch implements TestExecutionListener {
        private final double[] micros = new double[10_000];
        private long last = System.nanoTime();
        private int ended;

        @Override
        public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
            if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                throw new IllegalStateException(identifier.getDisplayName() + ": " + result);
            }
            if (identifier.isTest()) {
                long now = System.nanoTime();
                micros[ended++] = (now - last) / 1e3;
                last = now;
            }
        }

        double medianMicros() {
            double[] sorted = Arrays.copyOf(micros, ended);
            Arrays.sort(sorted);
            return sorted[ended / 2];
        }
    }
}
