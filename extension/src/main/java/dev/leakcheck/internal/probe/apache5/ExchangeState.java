package dev.leakcheck.internal.probe.apache5;

import dev.leakcheck.internal.http.CallProgress;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.Cancellation;

/** How far an exchange has come, by the client's own state. */
enum ExchangeState implements CallProgress {
    /** No response yet. */
    IN_FLIGHT,
    /** An exchange of the asynchronous client is not complete: it reads and releases all bodies itself. */
    UNDER_WAY,
    /** The body was neither closed nor read to its end: it holds the connection. */
    HOLDS_CONNECTION,
    /** Nothing is held, though the response may not have been closed. */
    OVER;

    @Override
    public boolean isOver() {
        return this == OVER;
    }

    static ExchangeState of(TrackedCall tracked) {
        Object runtime = tracked.call();
        if (!is(runtime, "isEndpointAcquired")) {
            return OVER;
        }
        if (isAsynchronous(runtime)) {
            return is(runtime, "isEndpointConnected") || !isCancelled(tracked) ? UNDER_WAY : OVER;
        }
        Object response = tracked.response();
        if (response == null) {
            // Perhaps not connected yet.
            if (Caller.isInside(tracked)) {
                return IN_FLIGHT;
            }
            // Nothing was asked: who only tries out an exchange holds a connection, if any, and no body.
            if (tracked.request() == null) {
                return OVER;
            }
            // It may have come between the two looks; after this one it comes no more.
            response = tracked.response();
        }
        if (!is(runtime, "isEndpointConnected")) {
            // An error has passed, or the client was closed: it has closed all connections and released none.
            return OVER;
        }
        return response == null ? IN_FLIGHT : HOLDS_CONNECTION;
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
