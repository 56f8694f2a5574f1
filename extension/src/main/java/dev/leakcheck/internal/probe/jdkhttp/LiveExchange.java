package dev.leakcheck.internal.probe.jdkhttp;

import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Standing;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.Flow.Publisher;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/** The body, or the unfinished call, of one request. */
final class LiveExchange implements LiveResource {

    private final TrackedCall tracked;
    private final JdkExchange exchange;
    private final ExchangeState state;

    LiveExchange(TrackedCall tracked, ExchangeState state) {
        this.tracked = tracked;
        this.exchange = ExchangeState.exchange(tracked);
        this.state = state;
    }

    @Override
    public Object identity() {
        return tracked;
    }

    @Override
    public String summary() {
        return ExchangeText.of(exchange, stateNow());
    }

    /** It goes on while it is looked at. */
    private ExchangeState stateNow() {
        ExchangeState now = ExchangeState.of(tracked);
        return now.isOver() ? state : now;
    }

    @Override
    public @Nullable Origin origin() {
        return tracked.origin();
    }

    @Override
    public Standing standing() {
        return state == ExchangeState.WEB_SOCKET && Connections.isClosing(exchange)
                ? Standing.ending("it was closed, and the server has not answered")
                : Standing.held();
    }

    @Override
    public String siteHeading() {
        return "requested at";
    }

    @Override
    public String remedy() {
        return switch (stateNow()) {
            case IN_FLIGHT, RECEIVING ->
                isSynchronous()
                        ? "interrupt the thread that waits in send(…), or give the request a timeout(…)"
                        : "cancel(true) the CompletableFuture of sendAsync(…), or join() it, before the test ends";
            case WEB_SOCKET -> "sendClose(…) and wait for onClose(…), or abort() the WebSocket, before the test ends";
            default -> remedyForBody();
        };
    }

    private boolean isSynchronous() {
        return tracked.origin() != null
                && tracked.origin().stack().stream()
                        .anyMatch(frame -> frame.getMethodName().equals("send")
                                && frame.getClassName().startsWith("jdk.internal.net.http.HttpClient"));
    }

    private String remedyForBody() {
        HttpResponse<?> response = exchange.response();
        if (response == null) {
            return "close the body, or cancel() its Subscription, where the BodySubscriber fails to read it";
        }
        Object body = response.body();
        if (body instanceof InputStream) {
            return "close the stream on every path: try (InputStream body = response.body())";
        }
        if (body instanceof BaseStream<?, ?>) {
            return "close the Stream on every path: try (Stream<String> lines = response.body())";
        }
        if (body instanceof Publisher<?>) {
            return "subscribe to the Publisher and read it to its end, or cancel() the Subscription";
        }
        return body instanceof AutoCloseable
                ? "close the response's body on every path"
                : "let the BodySubscriber request all of the body, or cancel() its Subscription";
    }
}
