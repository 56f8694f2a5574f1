package dev.leakcheck.internal.heap;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much measurements of the heap may take that find nothing: a suite of thousands of tests that allocate much would
 * else spend most of its time in garbage collections.
 */
public enum HeapQuota {
    /**
     * Of tests that somebody asked to check: first each is measured, then all of a class together. In time, or in work
     * where that is less: on a machine that others load a measurement takes less work than time, and beside threads that a
     * test left running less time than work; the verdicts of tests must depend on neither.
     */
    REQUESTED(Duration.ofSeconds(8), 0.03) {
        @Override
        long spent() {
            return SPENT.sum();
        }

        @Override
        long run() {
            return System.nanoTime() - BEGAN;
        }

        @Override
        public String toString() {
            return limit().toMillis() + " ms and 3 % of the run";
        }

        @Override
        public boolean isLeftForBaselines() {
            return isLeft();
        }

        @Override
        public boolean isLeftForClasses() {
            return true;
        }

        @Override
        public boolean isWorth(long nanosOfEvidence) {
            return true;
        }
    },
    /**
     * Of tests that are checked because all are: as long as it costs next to nothing. In work of all threads of this JVM,
     * which is what a build pays for.
     */
    UNREQUESTED(Duration.ofMillis(500), 0.005) {
        /** One more may take as long as the last. */
        @Override
        long spent() {
            return WORKED.sum() + workedLast;
        }

        @Override
        long run() {
            long now = System.nanoTime();
            if (toldAt == 0 || now - toldAt > FRESH_NANOS) {
                long worked = processNanos();
                told = worked < 0 ? now - BEGAN : worked;
                toldAt = now;
            }
            return told;
        }

        @Override
        public String toString() {
            return limit().toMillis() + " ms and 1 % of what the run works";
        }

        /** Half of it is kept for those that did allocate much: a baseline may prove to be for nothing. */
        @Override
        public boolean isLeftForBaselines() {
            return 2 * spent() < limitOf(1);
        }

        /** As much again, since a class is worth more than a test. */
        @Override
        public boolean isLeftForClasses() {
            return spent() < limitOf(2);
        }

        @Override
        public boolean isWorth(long nanosOfEvidence) {
            return spent() + nanosOfEvidence < EVIDENCE.toNanos() + limitOf(2);
        }
    };

    /** Suspicions are rare, and what they find is what the user wants. */
    private static final Duration EVIDENCE = Duration.ofSeconds(2);

    private static final long BEGAN = System.nanoTime();
    private static final LongAdder SPENT = new LongAdder();
    private static final LongAdder WORKED = new LongAdder();

    /** To ask for the work of the run takes as long as a whole test, longer with many threads: what was told is believed for so long. */
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static volatile long workedLast;
    private static volatile long toldAt;
    private static volatile long told;

    private final Duration standard;
    private final double partOfRun;
    private volatile Duration quota;

    HeapQuota(Duration standard, double partOfRun) {
        this.standard = standard;
        this.quota = standard;
        this.partOfRun = partOfRun;
    }

    /** The quota of tests that somebody asked to check, or of others. */
    public static HeapQuota of(boolean requested) {
        return requested ? REQUESTED : UNREQUESTED;
    }

    /** Sets what they may take in all, or the default; zero lets nothing be measured that can be put off. */
    public void limit(Optional<Duration> most) {
        quota = most.orElse(standard);
    }

    @Override
    public abstract String toString();

    /** Whether there is time to measure one more test. */
    public boolean isLeft() {
        return !quota.isZero() && spent() < limitOf(1);
    }

    /** Whether there is time to measure before a test, which may prove to allocate little. */
    public abstract boolean isLeftForBaselines();

    /** Whether there is time to measure the tests of one more class together. */
    public abstract boolean isLeftForClasses();

    /**
     * Whether there is time to find out who is to be accused, or that nobody is.
     *
     * @param nanosOfEvidence what that will take
     */
    public abstract boolean isWorth(long nanosOfEvidence);

    /** What measurements have taken, or will have taken after the next one. */
    abstract long spent();

    /** What the run has taken. */
    abstract long run();

    Duration limit() {
        return quota;
    }

    double limitOf(int parts) {
        return quota.toNanos() + parts * partOfRun * run();
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

        /** It found nothing. */
        public void foundNothing() {
            long time = System.nanoTime() - began;
            long work = work(time);
            SPENT.add(Math.min(time, work));
            WORKED.add(work);
            workedLast = work;
        }

        /** It found nothing by a heap dump, perhaps in another JVM. Tests on request have a limit of their own for those. */
        public void acquitted() {
            long time = System.nanoTime() - began;
            WORKED.add(Math.max(time, work(time)));
        }

        private long work(long time) {
            return workedBefore < 0 ? time : processNanos() - workedBefore;
        }
    }
}
