package dev.leakcheck.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.leakcheck.internal.track.OwnOpenings;
import dev.leakcheck.internal.track.Tracker;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What looks cost where there are many threads; what they find is {@code SettleTest}'s. */
class RestTest {

    private static final int MANY = 200;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OwnOpenings own = Tracker.instance().ownOpenings();
    private final List<Thread> started = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @BeforeEach
    void needsProc() {
        assumeTrue(Files.isReadable(Path.of("/proc/thread-self/syscall")), "this system does not tell what threads do");
    }

    @AfterEach
    void end() throws InterruptedException {
        over.countDown();
        for (Thread thread : started) {
            thread.join();
        }
    }

    /** Which would bring about a collection, whose cleaners close what is leaked. */
    @Test
    void makesLittleGarbage() {
        assertThat(garbageUntilReached(5)).isNotNegative(); // Loads classes as well.
        long few = garbageUntilReached(5);
        start(MANY);
        long many = garbageUntilReached(5);

        assertThat(few).isNotNegative();
        assertThat(many).isNotNegative();
        assertThat((many - few) / MANY).isBetween(100L, 600L);
    }

    @Test
    void doesNotLookAtVeryMany() {
        start(1010);

        assertThat(garbageUntilReached(1)).isEqualTo(-1);
    }

    /** Of the look that found all at rest; -1 if none did in that time. */
    private long garbageUntilReached(int seconds) {
        Rest rest = new Rest((name, moment) -> true, () -> LeftOverNames.NONE, true, fd -> false);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (System.nanoTime() < end) {
            long before = threads.getCurrentThreadAllocatedBytes();
            if (own.begin()) {
                try {
                    if (rest.isReached(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1))) {
                        return threads.getCurrentThreadAllocatedBytes() - before;
                    }
                } finally {
                    own.end();
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return -1;
    }

    private void start(int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(this::awaitEnd, "waits-" + i);
            thread.setDaemon(true);
            thread.start();
            started.add(thread);
        }
    }

    private void awaitEnd() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
