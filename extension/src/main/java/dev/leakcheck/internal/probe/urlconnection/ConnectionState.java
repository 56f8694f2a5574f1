package dev.leakcheck.internal.probe.urlconnection;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.http.CallProgress;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** What a connection holds, by the client's own state. */
enum ConnectionState implements CallProgress {
    /** It has a socket and no response yet. */
    CONNECTED,
    /** The response was neither closed nor read to its end: it holds the socket. */
    HOLDS_SOCKET,
    /** It was read to its end and not closed: nothing is held. */
    DRAINED,
    /** It was closed before its end. */
    CLOSED_EARLY,
    /** Nothing is held. */
    OVER;

    private static final String TUNNELLED = "java.net.HttpConnectSocketImpl";

    /** {@code ChunkedInputStream.STATE_DONE}. */
    private static final int CHUNKS_DONE = 5;

    @Override
    public boolean isOver() {
        return this != CONNECTED && this != HOLDS_SOCKET;
    }

    static ConnectionState of(TrackedCall tracked) {
        Object connection = tracked.call();
        if (!Modules.open(connection.getClass()) || !openSuperclasses(connection)) {
            return OVER;
        }
        Object stream = tracked.response();
        // Closing the stream lets it go, and so does disconnecting.
        Object client = Reflect.field(connection, "http");
        if (client == null) {
            return stream != null && isCutShort(inner(stream)) ? CLOSED_EARLY : OVER;
        }
        Socket socket = socket(tracked);
        if (stream != null && isFinished(inner(stream))) {
            return Boolean.FALSE.equals(Reflect.field(stream, "closed")) ? DRAINED : OVER;
        }
        if (socket == null || socket.isClosed() || Boolean.TRUE.equals(Reflect.field(client, "inCache"))) {
            return OVER;
        }
        if (stream == null) {
            return isTunnel(tracked.origin()) ? OVER : CONNECTED;
        }
        return HOLDS_SOCKET;
    }

    /** The JDK lets a connection of its own ask a proxy for the way of a plain socket, whose user has that socket. */
    private static boolean isTunnel(@Nullable ScopedOrigin origin) {
        return origin != null
                && origin.stack().stream()
                        .anyMatch(frame -> frame.getClassName().equals(TUNNELLED));
    }

    /** The socket that a connection works with now. */
    static @Nullable Socket socket(TrackedCall tracked) {
        Object client = Reflect.field(tracked.call(), "http");
        return openSuperclasses(client) && Reflect.field(client, "serverSocket") instanceof Socket socket
                ? socket
                : null;
    }

    /** The client's stream inside the one that the user gets; it knows the length of the body. */
    static @Nullable Object inner(Object stream) {
        Object inner = Reflect.field(stream, "in");
        return openSuperclasses(inner) ? inner : null;
    }

    /** Whether all of the body was read, so that the client has taken the connection back or closed it. */
    private static boolean isFinished(@Nullable Object inner) {
        if (inner == null) {
            return false;
        }
        if (isChunked(inner)) {
            return Reflect.field(inner, "in") == null;
        }
        return Boolean.TRUE.equals(Reflect.field(inner, "closed"))
                || Boolean.TRUE.equals(Reflect.field(inner, "queuedForCleanup"));
    }

    /** Of a closed one: whether some of the body was left. */
    private static boolean isCutShort(@Nullable Object inner) {
        if (inner == null) {
            return false;
        }
        if (isChunked(inner)) {
            return Reflect.field(inner, "state") instanceof Integer state && state != CHUNKS_DONE;
        }
        return Reflect.field(inner, "count") instanceof Long count
                && Reflect.field(inner, "expected") instanceof Long expected
                && count < expected;
    }

    private static boolean isChunked(Object inner) {
        return inner.getClass().getSimpleName().equals("ChunkedInputStream");
    }

    private static boolean openSuperclasses(@Nullable Object object) {
        if (object == null) {
            return false;
        }
        for (Class<?> type = object.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            if (!Modules.open(type)) {
                return false;
            }
        }
        return true;
    }
}
