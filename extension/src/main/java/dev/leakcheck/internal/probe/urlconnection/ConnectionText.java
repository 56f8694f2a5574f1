package dev.leakcheck.internal.probe.urlconnection;

import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.http.RequestIds;
import dev.leakcheck.internal.http.SafeUrl;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import java.net.HttpURLConnection;

/**
 * Says what a connection was used for in one line. Only fields are read: the connection's own methods would send the
 * request, or wait for whoever does.
 */
final class ConnectionText {

    private ConnectionText() {}

    /** A body that has ended. */
    static String ofAbandoned(TrackedCall tracked, String how) {
        Object connection = tracked.call();
        return request(connection) + " -> " + status(connection) + ", " + how + ids(connection);
    }

    static String of(TrackedCall tracked, ConnectionState state) {
        Object connection = tracked.call();
        String request = request(connection);
        String outcome =
                state == ConnectionState.CONNECTED ? "connected, no response read" : status(connection) + read(tracked);
        return request + " -> " + outcome + ids(connection);
    }

    private static String request(Object connection) {
        return connection instanceof HttpURLConnection known
                ? known.getRequestMethod() + " " + SafeUrl.of(known.getURL())
                : String.valueOf(connection.getClass());
    }

    /** The status, or 0 while it is not known. */
    static int status(Object connection) {
        return Reflect.field(connection, "responseCode") instanceof Integer code ? code : 0;
    }

    private static String read(TrackedCall tracked) {
        Object stream = tracked.response();
        Object inner = stream == null ? null : ConnectionState.inner(stream);
        if (Reflect.field(inner, "count") instanceof Long count
                && Reflect.field(inner, "expected") instanceof Long expected) {
            return ", " + (count == 0 ? "nothing" : Sizes.format(count)) + " of " + Sizes.format(expected) + " read";
        }
        return ", not read to its end";
    }

    private static String ids(Object connection) {
        return RequestIds.suffix(name -> {
            Object id = Reflect.call(Reflect.field(connection, "responses"), "findValue", name);
            id = id != null ? id : Reflect.call(Reflect.field(connection, "requests"), "findValue", name);
            return id == null ? null : id.toString();
        });
    }
}
