package dev.leakcheck.internal.probe.apache5;

import dev.leakcheck.internal.http.BodyText;
import dev.leakcheck.internal.http.RequestIds;
import dev.leakcheck.internal.os.Printable;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.CallTable.Ending;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import org.jspecify.annotations.Nullable;

/** Says what an exchange was in one line: {@code GET http://localhost:80/report -> 200, 64 KB of 2 MB read}. */
final class ExchangeText {

    private final @Nullable Object target;
    private final @Nullable Object request;
    private final @Nullable Object response;

    private ExchangeText(TrackedCall tracked) {
        Object context = tracked.target();
        boolean asynchronous = ExchangeState.isAsynchronous(tracked.call());
        Object route = asynchronous ? Reflect.call(context, "getHttpRoute") : context;
        target = Reflect.call(route, "getTargetHost");
        request = asynchronous ? Reflect.call(context, "getRequest") : tracked.request();
        response = asynchronous ? Reflect.call(context, "getResponse") : tracked.response();
    }

    static String of(TrackedCall tracked, LiveExchange.Doing doing) {
        ExchangeText text = new ExchangeText(tracked);
        String answer = switch (doing) {
            case WAITING -> text.response == null ? "no response yet" : text.code() + ", still being read";
            case HANDLING -> text.code() + ", its response handler still runs";
            case HOLDING -> text.code() + Body.of(text.response).readSoFar();
        };
        return text.line(answer);
    }

    /** An exchange whose body holds nothing any more. */
    static String ofAbandoned(TrackedCall tracked, Ending ending) {
        ExchangeText text = new ExchangeText(tracked);
        return text.line(
                text.code() + BodyText.ending(ending, Body.of(text.response).length()));
    }

    private String line(String answer) {
        return what() + " -> " + answer + ids();
    }

    private String code() {
        return String.valueOf(Reflect.call(response, "getCode"));
    }

    private String what() {
        String base = target == null ? "" : String.valueOf(Reflect.call(target, "toURI"));
        if (request == null) {
            return "a request to " + Printable.of(base);
        }
        return Printable.of(Reflect.call(request, "getMethod") + " " + base + path());
    }

    /** Without what may be secret: the query; user and password are no part of a target. */
    private String path() {
        Object path = Reflect.call(request, "getPath");
        return path == null ? "" : path.toString().replaceFirst("[?#].*", "");
    }

    private String ids() {
        return RequestIds.suffix(name -> {
            String id = header(response, name);
            return id != null ? id : header(request, name);
        });
    }

    private static @Nullable String header(@Nullable Object message, String name) {
        Object value = Reflect.call(Reflect.call(message, "getFirstHeader", name), "getValue");
        return value == null ? null : value.toString();
    }
}
