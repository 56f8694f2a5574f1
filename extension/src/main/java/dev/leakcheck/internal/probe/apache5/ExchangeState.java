package dev.leakcheck.internal.probe.apache5;

import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.Cancellation;

/** How far an exchange has come, by the client's own state. */
enum ExchangeState {
    /** No response yet. */
    IN_FLIGHT,
    /** An exchange of the asynchronous client is not complete: it reads and releases all bodies itself. */
    UNDER_WAY,
    /** The body was neither closed nor read to its end: it holds the connection. */
    HOLDS_CONNECTION,
    /** Nothing is held, though the response may not have been closed. */
    OVER;

    boolean isOver() {
        return this == OVER;
    }

    static ExchangeState of(TrackedCall tracked) {
        Object runtime = tracked.call();
        if (!is(runtime, "isEndpointAcquired")) {
            return OVER;
        }
        boolean connected = is(runtime, "isEndpointConnected");
        if (isAsynchronous(runtime)) {
            return connected || !isCancelled(tracked) ? UNDER_WAY : OVER;
        }
        if (tracked.response() == null) {
            // Not connected yet; or an error has passed, which closes all connections and releases none.
            return connected || Caller.isInside(tracked) ? IN_FLIGHT : OVER;
        }
        // A client that was closed has closed its connections, and leaves their exchanges as they are.
        return connected ? HOLDS_CONNECTION : OVER;
    }

    /** Whether this is an exchange of the asynchronous client. */
    static boolean isAsynchronous(Object runtime) {
        return runtime.getClass().getSimpleName().contains("Async");
    }

    /**
     * Whether the user has cancelled an asynchronous exchange: the client overlooks that if it comes while an idle connection
     * is being handed over.
     */
    static boolean isCancelled(TrackedCall tracked) {
        return tracked.request() instanceof Cancellation cancellation && cancellation.isCancelled();
    }

    private static boolean is(Object runtime, String question) {
        return Boolean.TRUE.equals(Reflect.call(runtime, question));
    }
}
