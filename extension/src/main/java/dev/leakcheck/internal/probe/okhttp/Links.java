package dev.leakcheck.internal.probe.okhttp;

import dev.leakcheck.internal.reflect.Reflect;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How calls, connections and pools lead to each other, in the way of each line of OkHttp. */
final class Links {

    /** The calls of a connection: since OkHttp 4, of 3.14, and before; those of OkHttp 3 are held by something between. */
    private static final List<String> CALLS = List.of("calls", "transmitters", "allocations");

    private Links() {}

    /** The connection that a call holds now; null if it holds none. */
    static @Nullable Object connection(Object call) {
        Object connection = Reflect.call(call, "getConnection");
        return connection == null ? Reflect.field(between(call), "connection") : connection;
    }

    /** What of OkHttp 3 holds the connection for a call. */
    private static @Nullable Object between(Object call) {
        Object transmitter = Reflect.field(call, "transmitter");
        return transmitter == null
                ? Reflect.field(Reflect.field(call, "retryAndFollowUpInterceptor"), "streamAllocation")
                : transmitter;
    }

    /** The calls on a connection; null for one that is garbage by now. */
    static List<@Nullable Object> calls(Object connection) {
        List<@Nullable Object> calls = new ArrayList<>();
        for (String field : CALLS) {
            if (Reflect.field(connection, field) instanceof List<?> references) {
                // Copied, since it may change meanwhile.
                for (Object reference : references.toArray()) {
                    calls.add(reference instanceof Reference<?> known ? call(known.get()) : null);
                }
            }
        }
        return calls;
    }

    private static @Nullable Object call(@Nullable Object held) {
        Object inside = Reflect.field(held, "call");
        return inside == null ? held : inside;
    }

    /** What has the connections of a client's pool; the pool itself before OkHttp 3.14. */
    static @Nullable Object pool(@Nullable Object client) {
        Object pool = Reflect.call(client, "connectionPool");
        Object delegate = Reflect.field(pool, "delegate");
        return delegate == null ? pool : delegate;
    }
}
