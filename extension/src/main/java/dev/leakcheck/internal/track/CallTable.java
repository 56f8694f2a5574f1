package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopedOrigin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP calls whose bodies may be open.
 *
 * <p>They are held strongly, since their state is polled at the end of the scope; what is finished then is forgotten.
 */
public final class CallTable {

    /** One call. */
    public static final class TrackedCall {
        private final Object call;
        private final @Nullable ScopedOrigin origin;
        private final long since = System.nanoTime();
        private volatile @Nullable Object response;

        TrackedCall(Object call, @Nullable ScopedOrigin origin) {
            this.call = call;
            this.origin = origin;
        }

        /** The client's own call object. */
        public Object call() {
            return call;
        }

        /** Where it was executed or enqueued; null if that was not heard of, and then no response is either. */
        public @Nullable ScopedOrigin origin() {
            return origin;
        }

        /** The client's own response object; null while the call is in flight or if it failed. */
        public @Nullable Object response() {
            return response;
        }

        /** Whether it is so young that its client may not yet know that it runs. */
        public boolean isStarting() {
            return System.nanoTime() - since < LONGEST_START;
        }
    }

    private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(1);
    private static final int FEWEST_TO_SWEEP = 256;

    private final Map<Object, TrackedCall> calls = new IdentityHashMap<>();
    private volatile Runnable sweeper = () -> {};
    private int sweepAt = FEWEST_TO_SWEEP;

    void started(Object call, ScopedOrigin origin) {
        if (add(new TrackedCall(call, origin))) {
            sweeper.run();
            swept();
        }
    }

    private synchronized boolean add(TrackedCall tracked) {
        calls.put(tracked.call(), tracked);
        return calls.size() == sweepAt;
    }

    /** Twice what is left, so that sweeping costs each call the same however many are open. */
    private synchronized void swept() {
        sweepAt = Math.max(FEWEST_TO_SWEEP, 2 * calls.size());
    }

    /** Says how to forget what is finished, for a test that makes so many calls that it must not wait for its end. */
    public void sweepBy(Runnable forgetFinished) {
        sweeper = forgetFinished;
    }

    /** A call that was found without having been heard of. */
    public synchronized TrackedCall found(Object call) {
        return calls.computeIfAbsent(call, ignored -> new TrackedCall(call, null));
    }

    synchronized void responded(Object call, Object response) {
        TrackedCall tracked = calls.get(call);
        if (tracked != null) {
            tracked.response = response;
        }
    }

    /** All calls that were not found finished yet. */
    public synchronized Collection<TrackedCall> all() {
        return new ArrayList<>(calls.values());
    }

    /** Forgets a call that is finished or has been reported. */
    public synchronized void forget(TrackedCall finished) {
        calls.remove(finished.call());
    }
}
