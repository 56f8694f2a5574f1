package dev.leakcheck.internal.track;

import dev.leakcheck.internal.agent.DescriptorKind;
import dev.leakcheck.internal.jdk.DescriptorIdentity;
import dev.leakcheck.internal.scope.ScopedOrigin;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Where descriptors were opened, by number: the last opener of a number wins, so closing needs no hook. */
public final class DescriptorTable {

    /**
     * One opening.
     *
     * @param leader the descriptor that this one belongs to, or -1
     * @param holder what it lives by (a process for its pipes, or {@link LostSocket#LOST}), null if nothing
     * @param identity what the system knew it by, or {@link DescriptorIdentity#UNKNOWN}
     * @param sequence grows from one opening of a thread to the next; two threads may use the same
     */
    public record Opening(
            int fd,
            DescriptorKind kind,
            int leader,
            @Nullable Object holder,
            ScopedOrigin origin,
            long identity,
            long sequence) {

        /**
         * Whether it may be what is open under the number now: else it was closed, and of what is open no hook has told. Native code
         * opened that, or a thread that is about to tell.
         */
        public boolean mayBeOpen() {
            long now = identity == DescriptorIdentity.UNKNOWN ? identity : DescriptorIdentity.of(fd);
            return now == identity || now == DescriptorIdentity.UNKNOWN;
        }
    }

    private final Map<Integer, Opening> openings = new ConcurrentHashMap<>();
    private final AtomicLong sequence = new AtomicLong();
    private volatile boolean held;

    Opening opened(int fd, DescriptorKind kind, int leader, @Nullable Object holder, ScopedOrigin origin) {
        Opening opening = new Opening(fd, kind, leader, holder, origin, DescriptorIdentity.of(fd), sequence.get() + 1);
        openings.put(fd, opening);
        held |= holder != null;
        sequence.incrementAndGet(); // Not before: who has seen the number has seen the opening.
        return opening;
    }

    /** What was opened is known to live by an object. */
    void livesBy(Opening opening, Object holder) {
        openings.replace(
                opening.fd(),
                opening,
                new Opening(
                        opening.fd(),
                        opening.kind(),
                        opening.leader(),
                        holder,
                        opening.origin(),
                        opening.identity(),
                        opening.sequence()));
    }

    /** A number serves something that is of no interest: whatever it served before is closed. */
    void taken(int fd) {
        openings.remove(fd);
    }

    /** The last opening of a number; null if unknown. */
    public @Nullable Opening get(int fd) {
        return openings.get(fd);
    }

    /** Forgets an opening whose number is known to serve something else. */
    public void forget(Opening stale) {
        openings.remove(stale.fd(), stale);
    }

    /** A point in time for {@link #forgetIf} and {@link #openedSince}. */
    public long now() {
        return sequence.get();
    }

    /** Whether there ever was one that lives by an object. */
    public boolean hasHeld() {
        return held;
    }

    /** The last openings of numbers since a point in time; perhaps a few before it. */
    public List<Opening> openedSince(long before) {
        return openings.values().stream()
                .filter(opening -> opening.sequence() > before)
                .toList();
    }

    /** Forgets numbers that are closed, unless they were opened since {@code listedAt}. */
    public void forgetIf(java.util.function.IntPredicate closed, long listedAt) {
        openings.values().removeIf(opening -> opening.sequence() <= listedAt && closed.test(opening.fd()));
    }
}
