package dev.leakcheck.internal.session;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits with growing pauses: most of what ends late ends within a millisecond, some of it takes long. */
final class Backoff {

    private static final long FIRST_PAUSE = TimeUnit.MICROSECONDS.toNanos(100);
    /** Each pause gives the processor away, and where others want it, it takes long to get it back. */
    private static final long GROWTH = 3;

    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    /** What was told to stop and does not wait for anything has stopped by then. */
    private static final long GRACE = TimeUnit.MILLISECONDS.toNanos(20);

    private final long begun = System.nanoTime();
    private final long deadline;
    private long pause = FIRST_PAUSE;
    private boolean interrupted;

    Backoff(Duration longest) {
        deadline = begun + longest.toNanos();
    }

    /** Pauses; false once the time is up, after which nothing was waited for. */
    boolean pause() {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        // An interrupt meant for the user's code would turn every pause into none: put it aside.
        interrupted |= Thread.interrupted();
        LockSupport.parkNanos(this, Math.min(left, pause));
        pause = Math.min(LONGEST_PAUSE, pause * GROWTH);
        return true;
    }

    /** Whether it was waited long enough for what ends at once. */
    boolean isGraceOver() {
        return System.nanoTime() - begun >= GRACE;
    }

    /** When the time is up, as {@link System#nanoTime}. */
    long deadline() {
        return deadline;
    }

    /** Gives an interrupt back to its thread. */
    void done() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
