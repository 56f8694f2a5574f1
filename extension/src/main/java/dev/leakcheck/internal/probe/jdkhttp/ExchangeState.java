package dev.leakcheck.internal.probe.jdkhttp;

import dev.leakcheck.internal.http.CallProgress;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.concurrent.CompletableFuture;

/** How far a request has come. */
enum ExchangeState implements CallProgress {
    /** No response yet. */
    IN_FLIGHT,
    /** The caller waits for the body, which is still arriving. */
    RECEIVING,
    /** The caller has the body, and has neither closed it nor read it to its end: it holds the connection. */
    OPEN,
    /** The same for a stream of server-sent events. */
    EVENT_STREAM,
    /** A web socket is open. */
    WEB_SOCKET,
    /** Nothing is held. */
    OVER;

    private static final int SWITCHING_PROTOCOLS = 101;

    @Override
    public boolean isOver() {
        return this == OVER;
    }

    static JdkExchange exchange(TrackedCall tracked) {
        return (JdkExchange) tracked.call();
    }

    static ExchangeState of(TrackedCall tracked) {
        JdkExchange exchange = exchange(tracked);
        // In this order: when the body ends the others are let go.
        CompletableFuture<?> result = exchange.result();
        ResponseInfo info = exchange.info();
        if (exchange.end() != null || result == null) {
            return OVER;
        }
        if (!result.isDone()) {
            return info == null ? IN_FLIGHT : RECEIVING;
        }
        if (exchange.isWebSocket()) {
            HttpResponse<?> response = exchange.response();
            boolean opened = response != null && response.statusCode() == SWITCHING_PROTOCOLS;
            return opened && Connections.isHeldBy(exchange) ? WEB_SOCKET : OVER;
        }
        if (info == null) {
            // It may have come, and gone, between the two looks.
            info = exchange.info();
            if (exchange.end() != null) {
                return OVER;
            }
        }
        // A reader that failed and left the body alone holds the connection, too.
        if (info == null || result.isCompletedExceptionally() && !Connections.isHeldBy(exchange)) {
            return OVER;
        }
        return isEventStream(info) ? EVENT_STREAM : OPEN;
    }

    private static boolean isEventStream(ResponseInfo info) {
        return info.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
    }
}
