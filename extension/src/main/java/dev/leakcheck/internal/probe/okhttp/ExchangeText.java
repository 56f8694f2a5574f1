package dev.leakcheck.internal.probe.okhttp;

import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.http.BodyText;
import dev.leakcheck.internal.http.RequestIds;
import dev.leakcheck.internal.os.Printable;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.CallTable.Ending;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what a call was in one line: {@code GET http://localhost:80/report -> 200, 64 KB of 2 MB read, X-Request-Id 7}. */
final class ExchangeText {

    private static final List<String> SOURCES = List.of("source", "delegate", "$source", "val$source");
    private static final List<String> RECEIVED =
            List.of("bytesReceived", "bytesRead"); // The latter before OkHttp 3.14.
    private static final int DEEPEST_NESTING = 8;

    private ExchangeText() {}

    /** A call whose body holds nothing any more. */
    static String ofAbandoned(TrackedCall tracked, Ending ending) {
        Object response = tracked.response();
        Object request = Reflect.call(response, "request");
        return Reflect.call(request, "method") + " " + url(request) + " -> " + Reflect.call(response, "code")
                + BodyText.ending(ending, length(response)) + ids(request, response);
    }

    /** How long the body is, as its head said. */
    private static long length(@Nullable Object response) {
        Object length = Reflect.call(response, "header", "Content-Length");
        return length != null && length.toString().matches("\\d{1,18}") ? Long.parseLong(length.toString()) : -1;
    }

    static String of(TrackedCall tracked, CallState state) {
        Object response = tracked.response();
        Object request = response == null ? Reflect.call(tracked.call(), "request") : Reflect.call(response, "request");
        StringBuilder text = new StringBuilder(Reflect.call(request, "method") + " " + url(request));
        if (response == null) {
            return text.append(" -> ")
                    .append(withoutResponse(tracked, state))
                    .append(ids(request, null))
                    .toString();
        }
        text.append(" -> ").append(Reflect.call(response, "code"));
        switch (state) {
            case WEB_SOCKET -> text.append(", web socket open");
            case IN_CALLBACK -> text.append(", its callback still runs");
            case EVENT_STREAM -> text.append(", event stream still open");
            case HOLDS_CACHE_FILE ->
                text.append(
                                Reflect.call(response, "networkResponse") == null
                                        ? ", from the cache"
                                        : ", on its way to the cache")
                        .append(read(response));
            default -> text.append(read(response));
        }
        return text.append(ids(request, response)).toString();
    }

    private static String withoutResponse(TrackedCall tracked, CallState state) {
        if (tracked.origin() == null) {
            return state == CallState.IN_FLIGHT ? "still under way" : "a response that holds its connection";
        }
        return state == CallState.DROPPED ? "a response that the caller never got" : "no response yet";
    }

    /** The URL without what may be secret: user, password, query. */
    private static String url(@Nullable Object request) {
        Object builder = Reflect.call(Reflect.call(request, "url"), "newBuilder");
        Reflect.call(builder, "username", "");
        Reflect.call(builder, "password", "");
        Reflect.call(builder, "query", null);
        Reflect.call(builder, "fragment", null);
        return Printable.of(String.valueOf(Reflect.call(builder, "build")));
    }

    private static String read(Object response) {
        Object body = Reflect.call(response, "body");
        if (body == null || !body.getClass().getName().startsWith("okhttp3.")) {
            return "";
        }
        Object source = Reflect.call(body, "source");
        if (isInflated(source)) {
            return "";
        }
        long received = received(source);
        if (received < 0) {
            return "";
        }
        // What OkHttp has buffered the user has not read.
        long buffered = Reflect.call(buffer(source), "size") instanceof Long size ? size : 0;
        String read = received <= buffered ? "nothing" : Sizes.format(received - buffered);
        return Reflect.call(body, "contentLength") instanceof Long length && length >= 0
                ? ", " + read + " of " + Sizes.format(length) + " read"
                : ", " + read + " read";
    }

    private static @Nullable Object buffer(@Nullable Object source) {
        Object buffer = Reflect.call(source, "getBuffer");
        return buffer == null ? Reflect.call(source, "buffer") : buffer; // So of Okio before 1.17.
    }

    /** What came over the wire for this body; -1 if its source is of an unknown kind. */
    private static long received(@Nullable Object source) {
        Object inner = source;
        for (int depth = 0; inner != null && depth < DEEPEST_NESTING; depth++) {
            for (String counter : RECEIVED) {
                if (Reflect.field(inner, counter) instanceof Long bytes) {
                    return bytes;
                }
            }
            inner = inner(inner);
        }
        return -1;
    }

    /** Whether what is read is not what came over the wire, so that their amounts cannot be compared. */
    private static boolean isInflated(@Nullable Object source) {
        Object inner = source;
        for (int depth = 0; inner != null && depth < DEEPEST_NESTING; depth++) {
            if (Reflect.field(inner, "inflater") != null) {
                return true;
            }
            inner = inner(inner);
        }
        return false;
    }

    /** The source that a source reads from. */
    private static @Nullable Object inner(Object source) {
        for (String name : SOURCES) {
            Object inner = Reflect.field(source, name);
            if (inner != null) {
                return inner;
            }
        }
        return null;
    }

    private static String ids(@Nullable Object request, @Nullable Object response) {
        return RequestIds.suffix(name -> {
            Object id = Reflect.call(response, "header", name);
            id = id != null ? id : Reflect.call(request, "header", name);
            return id == null ? null : id.toString();
        });
    }
}
