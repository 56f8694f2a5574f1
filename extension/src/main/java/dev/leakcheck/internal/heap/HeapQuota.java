package dev.leakcheck.internal.heap;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much time measurements of the heap may take that find nothing: a suite of thousands of tests that allocate much
 * would else spend most of its time in garbage collections.
 */
public final class HeapQuota {

    /** On top of the quota, of the time that the run has taken so far. */
    private static final double PART_OF_RUN = 0.03;

    private static final long BEGAN = System.nanoTime();
    private static final LongAdder SPENT = new LongAdder();
    private static volatile Duration quota = Duration.ofSeconds(8);

    private HeapQuota() {}

    /** Sets what they may take in all; zero lets nothing be measured that can be put off. */
    public static void limit(Duration most) {
        quota = most;
    }

    /** Whether there is time for another one. */
    public static boolean isLeft() {
        return !quota.isZero() && SPENT.sum() < quota.toNanos() + PART_OF_RUN * (System.nanoTime() - BEGAN);
    }

    /** The quota, without what the run adds to it. */
    public static Duration quota() {
        return quota;
    }

    /** A measurement begins. */
    public static Stopwatch begin() {
        return new Stopwatch(System.nanoTime(), processNanos());
    }

    /** @return what this JVM's threads have worked; -1 if unknown */
    private static long processNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : -1;
    }

    /**
     * A measurement that goes on.
     *
     * @param began when it began
     * @param workedBefore what the JVM's threads had worked by then
     */
    public record Stopwatch(long began, long workedBefore) {

        /**
         * It found nothing. On a machine that others load it took less work than time, and beside threads that the test
         * left running less time than work: the verdicts of tests must depend on neither.
         */
        public void foundNothing() {
            long time = System.nanoTime() - began;
            SPENT.add(workedBefore < 0 ? time : Math.min(time, processNanos() - workedBefore));
        }
    }
}
