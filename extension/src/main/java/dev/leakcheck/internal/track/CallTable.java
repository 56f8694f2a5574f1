package dev.leakcheck.internal.track;

import dev.leakcheck.internal.scope.ScopedOrigin;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
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
        private volatile @Nullable Object target;
        private volatile @Nullable Object request;
        private volatile @Nullable Object response;
        private volatile @Nullable Ending ending;
        private volatile boolean sent;

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

        /** The client's own object for where it goes to, if the client has one apart from the request. */
        public @Nullable Object target() {
            return target;
        }

        /** The client's own request object; null if its response knows it, or if it was not sent yet. */
        public @Nullable Object request() {
            return request;
        }

        /** How the body of its last response ended; null if it has not, or not in a way that is known. */
        public @Nullable Ending ending() {
            return ending;
        }

        /** Notes how a body ended; a redirect or an authentication may end several before the last one. */
        public void ended(@Nullable Ending how) {
            ending = how;
        }

        /** The client's own response object; null while the call is in flight or if it failed. */
        public @Nullable Object response() {
            return response;
        }

        /** Whether it is so young that its client may not yet know that it runs. */
        public boolean isStarting() {
            return System.nanoTime() - since < LONGEST_START;
        }

        /** Whether it was heard that its client sends it, and so has a connection for it. */
        public boolean isSent() {
            return sent;
        }
    }

    /** Hears of the end of a body, on the thread that brings it about and before it goes on. */
    @FunctionalInterface
    public interface BodyEnd {

        /**
         * A body ends.
         *
         * @param body the client's own object for it
         * @param received how many bytes of it had come, -1 if not told
         * @param error what ended it, null if nothing went wrong
         */
        void ends(Object body, long received, @Nullable Object error);
    }

    /**
     * How a body ended.
     *
     * @param early whether it was closed before its end had been seen
     * @param received what had come by then
     */
    public record Ending(boolean early, long received) {}

    private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(1);
    private static final int FEWEST_TO_SWEEP = 256;

    private final Map<Object, TrackedCall> calls = new IdentityHashMap<>();
    private volatile Runnable sweeper = () -> {};
    private volatile BodyEnd bodyEnd = (body, received, error) -> {};
    private int sweepAt = FEWEST_TO_SWEEP;

    void started(Object call, ScopedOrigin origin) {
        if (add(new TrackedCall(call, origin))) {
            sweeper.run();
            swept();
        }
    }

    /** A call goes to a place: for the first time, after a redirect, or to try again. */
    void goes(Object call, @Nullable Object target) {
        TrackedCall tracked = find(call);
        if (tracked != null) {
            tracked.target = target;
            tracked.sent = false;
            tracked.request = null;
            tracked.response = null;
            tracked.ending = null;
        }
    }

    /** The client sends it: where it does so on another thread it has its connection by now. */
    @Nullable TrackedCall sends(Object call) {
        TrackedCall tracked = find(call);
        if (tracked != null) {
            tracked.sent = true;
        }
        return tracked;
    }

    void requested(Object call, @Nullable Object request) {
        TrackedCall tracked = find(call);
        if (tracked != null) {
            tracked.request = request;
            tracked.response = null;
            tracked.ending = null;
        }
    }

    /** The tracked call; null if it is unknown or forgotten. */
    public synchronized @Nullable TrackedCall find(Object call) {
        return calls.get(call);
    }

    /** Says what to do when a client tells that a body ends: whose it is and how it ends only the client's probe knows. */
    public void bodiesEndBy(BodyEnd listener) {
        bodyEnd = listener;
    }

    void bodyEnds(Object body, long received, @Nullable Object error) {
        bodyEnd.ends(body, received, error);
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

    synchronized @Nullable TrackedCall responded(Object call, Object response) {
        TrackedCall tracked = calls.get(call);
        if (tracked != null) {
            tracked.response = response;
        }
        return tracked;
    }

    /** All calls that were not found finished yet, in the order in which they were made. */
    public List<TrackedCall> all() {
        List<TrackedCall> all = copied();
        all.sort((one, other) -> Long.signum(one.since - other.since));
        return all;
    }

    private synchronized List<TrackedCall> copied() {
        return new ArrayList<>(calls.values());
    }

    /** Forgets a call that is finished or has been reported; false if somebody else has just done so. */
    public synchronized boolean forget(TrackedCall finished) {
        return calls.remove(finished.call(), finished);
    }
}
