package dev.leakcheck.internal.probe.okhttp;

import dev.leakcheck.internal.http.CallProgress;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import java.net.Socket;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** How far a call has come, by OkHttp's own state. */
enum CallState implements CallProgress {
    /** No response yet. */
    IN_FLIGHT,
    /** The response is being handled by its callback. */
    IN_CALLBACK,
    /** Server-sent events are being read, by a callback that goes on for as long as they come. */
    EVENT_STREAM,
    /** A web socket is open. */
    WEB_SOCKET,
    /** The body was neither closed nor read to its end: it holds the connection. */
    HOLDS_CONNECTION,
    /** The caller never got the response, so that somebody on its way dropped the body, which holds the connection. */
    DROPPED,
    /** The body is read from the cache or written to it, and was not closed: it holds a file. */
    HOLDS_CACHE_FILE,
    /** Nothing is held, though the body may not have been closed. */
    OVER;

    @Override
    public boolean isOver() {
        return this == OVER;
    }

    static CallState of(TrackedCall tracked) {
        Object call = tracked.call();
        Object response = tracked.response();
        if (response == null) {
            if (isRunning(call)) {
                return IN_FLIGHT;
            }
            // It may have come between the two looks; after this one it comes no more.
            response = tracked.response();
        }
        boolean forWebSocket = Boolean.TRUE.equals(Reflect.field(call, "forWebSocket"));
        boolean holdsConnection = Links.connection(call) != null && !(forWebSocket && isTornDown(call));
        if (response == null) {
            if (!holdsConnection) {
                return OVER;
            }
            return tracked.origin() == null ? HOLDS_CONNECTION : DROPPED;
        }
        if (holdsConnection) {
            if (forWebSocket) {
                return WEB_SOCKET;
            }
            if (!isRunning(call)) {
                return HOLDS_CONNECTION;
            }
            return isEventStream(response) ? EVENT_STREAM : IN_CALLBACK;
        }
        return CacheFiles.ofBody(tracked).isEmpty() ? OVER : HOLDS_CACHE_FILE;
    }

    /** A web socket whose peer has begun to close it keeps its connection when it is cancelled, but not the socket of that. */
    private static boolean isTornDown(Object call) {
        return Boolean.TRUE.equals(Reflect.call(call, "isCanceled"))
                || Reflect.call(Links.connection(call), "socket") instanceof Socket socket && socket.isClosed();
    }

    private static boolean isEventStream(Object response) {
        Object type = Reflect.call(response, "header", "Content-Type");
        return type != null && type.toString().startsWith("text/event-stream");
    }

    /** Whether it waits in the dispatcher, or has a callback that has not returned. */
    static boolean isRunning(Object call) {
        Object dispatcher = Reflect.call(Reflect.field(call, "client"), "dispatcher");
        // In the order in which a call goes through them, lest it slip through between the two looks.
        return contains(Reflect.call(dispatcher, "queuedCalls"), call)
                || contains(Reflect.call(dispatcher, "runningCalls"), call);
    }

    private static boolean contains(@Nullable Object calls, Object call) {
        return calls instanceof Collection<?> collection && collection.stream().anyMatch(each -> each == call);
    }
}
