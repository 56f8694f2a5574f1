package dev.leakcheck.internal.meter;

import dev.leakcheck.internal.notice.Notices;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The most that was open at the same time.
 *
 * <p>Only openings are told of, not closings. There cannot be more open than were the last time that somebody looked, and
 * were opened since: only when that exceeds the budget, or the peak so far, it is worth a look. A test that closes each
 * in its turn pays for one look in as many openings as its budget allows.
 *
 * @param <E> evidence of the opening that exceeded the budget
 */
final class Peak<E> {

    /** From this many on the figure is exact to less than half a percent, lest each opening cost a look. */
    private static final long EXACT = 256;

    private final long budget;
    private final LongSupplier look;
    private final AtomicLong atMost = new AtomicLong();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long peak;
    private volatile @Nullable E first;
    private volatile boolean off;

    /**
     * Begins at none.
     *
     * @param look counts what is open now
     */
    Peak(long budget, LongSupplier look) {
        this.budget = budget;
        this.look = look;
    }

    /** One more was opened. */
    void opened(Supplier<E> evidence) {
        if (off || atMost.incrementAndGet() <= Math.max(budget, peak + peak / EXACT)) {
            return;
        }
        // One thread looks, and not again for what its own look opens.
        if (looking.compareAndSet(false, true)) {
            try {
                look(evidence);
            } catch (Throwable fault) {
                off = true;
                Notices.once("A peak is judged no more: " + fault + ". No test was failed by it");
            } finally {
                looking.set(false);
            }
        }
    }

    private void look(Supplier<E> evidence) {
        long assumed = atMost.get();
        long open = look.getAsLong();
        atMost.addAndGet(open - assumed);
        if (open > peak) {
            peak = open;
            if (open > budget && first == null) {
                first = evidence.get();
            }
        }
    }

    /** The most that was seen. */
    long most() {
        return peak;
    }

    /** The opening that exceeded the budget; null if none did, or if a look has failed. */
    @Nullable E first() {
        return off ? null : first;
    }
}
