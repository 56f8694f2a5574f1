package dev.leakcheck.internal.probe.jdkhttp;

import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.http.RequestIds;
import dev.leakcheck.internal.http.SafeUrl;
import dev.leakcheck.internal.track.jdkhttp.JdkBody;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/** Says what a request was in one line: {@code GET http://localhost:80/report -> 200, 64 KB of 2 MB read}. */
final class ExchangeText {

    private ExchangeText() {}

    static String of(JdkExchange exchange, ExchangeState state) {
        HttpResponse<?> response = exchange.response();
        // The last one, where it was redirected.
        HttpRequest request = response != null ? response.request() : exchange.request();
        if (request == null) {
            return "a request that has just ended";
        }
        ResponseInfo info = exchange.info();
        HttpHeaders headers = response != null ? response.headers() : info != null ? info.headers() : null;
        return request.method() + " " + SafeUrl.of(request.uri()) + " -> " + outcome(exchange, state)
                + ids(headers, request.headers());
    }

    /** A body that has ended. */
    static String ofAbandoned(JdkExchange exchange, String how) {
        ResponseInfo info = exchange.info();
        return exchange.method() + " " + SafeUrl.of(exchange.uri()) + " -> "
                + (info == null ? "" : info.statusCode() + ", ") + how
                + (info == null
                        ? ""
                        : RequestIds.suffix(
                                name -> info.headers().firstValue(name).orElse(null)));
    }

    private static String outcome(JdkExchange exchange, ExchangeState state) {
        ResponseInfo info = exchange.info();
        if (state == ExchangeState.WEB_SOCKET) {
            return "101, web socket open";
        }
        if (info == null) {
            return "no response yet";
        }
        String read = info.statusCode() + ", ";
        return switch (state) {
            case EVENT_STREAM -> read + "stream of events open" + read(exchange, info, "read");
            case IN_FLIGHT, RECEIVING -> read + "its body still arrives" + read(exchange, info, "received");
            default -> info.statusCode() + read(exchange, info, "read");
        };
    }

    private static String read(JdkExchange exchange, ResponseInfo info, String verb) {
        JdkBody body = exchange.body();
        long bytes = body == null ? -1 : verb.equals("read") ? body.read() : body.received();
        if (bytes < 0) {
            return "";
        }
        long length = info.headers().firstValueAsLong("Content-Length").orElse(-1);
        String text = ", " + (bytes == 0 ? "nothing" : Sizes.format(bytes));
        return text + (length < 0 ? "" : " of " + Sizes.format(length)) + " " + verb;
    }

    private static String ids(@Nullable HttpHeaders response, HttpHeaders request) {
        return RequestIds.suffix(name -> {
            String id = response == null ? null : response.firstValue(name).orElse(null);
            return id != null ? id : request.firstValue(name).orElse(null);
        });
    }
}
