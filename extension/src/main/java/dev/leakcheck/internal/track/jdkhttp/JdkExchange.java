package dev.leakcheck.internal.track.jdkhttp;

import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.scope.ScopeNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request of a java.net.http client: stands in for the user's BodyHandler, does all that it does, and notes how far
 * the response has come.
 *
 * <p>Once the body has ended, everything that may be large is let go.
 */
public final class JdkExchange implements BodyHandler<Object> {

    /** How a body has ended. */
    public enum End {
        /** All of it has arrived. */
        COMPLETE,
        /** Its reader did not want the rest. */
        CANCELLED,
        /** The client gave it up. */
        FAILED
    }

    private static final String WEB_SOCKET_REQUEST = "jdk.internal.net.http.HttpRequestImpl";

    private final BodyHandler<Object> handler;
    private final @Nullable ScopeNode sender;
    private final Consumer<JdkExchange> responses;
    private final boolean webSocket;
    private final String method;
    private final URI uri;
    private volatile @Nullable HttpRequest request;
    private volatile @Nullable ResponseInfo info;
    private volatile @Nullable JdkBody body;
    private volatile @Nullable Object carrier;
    private volatile @Nullable CompletableFuture<?> result;
    private volatile @Nullable End end;

    private JdkExchange(
            HttpRequest request,
            BodyHandler<Object> handler,
            @Nullable ScopeNode sender,
            Consumer<JdkExchange> responses) {
        this.sender = sender;
        this.responses = responses;
        this.request = request;
        this.handler = handler;
        this.method = request.method();
        this.uri = request.uri();
        // What users build is of another class.
        this.webSocket = request.getClass().getName().equals(WEB_SOCKET_REQUEST);
    }

    /**
     * Stands in for a handler.
     *
     * @param sender the scope that the request is sent for; null if unknown
     * @param responses hears of each response
     */
    @SuppressWarnings("unchecked")
    public static JdkExchange of(
            Object request, Object handler, @Nullable ScopeNode sender, Consumer<JdkExchange> responses) {
        return new JdkExchange((HttpRequest) request, (BodyHandler<Object>) handler, sender, responses);
    }

    /** The user's own subscriber where one of ours stands in for it. */
    public static Object original(Object subscriber) {
        return subscriber instanceof JdkBody ours ? ours.original() : subscriber;
    }

    @Override
    public @Nullable BodySubscriber<Object> apply(ResponseInfo given) {
        BodySubscriber<Object> subscriber;
        enter();
        try {
            subscriber = handler.apply(given);
        } finally {
            leave();
        }
        if (subscriber == null || webSocket) {
            return subscriber;
        }
        JdkBody observed = new JdkBody(subscriber, this);
        end = null;
        info = given;
        body = observed;
        responses.accept(this);
        return observed;
    }

    /** What the handler and its subscriber do, they do for the sender, on whatever thread of the client's. */
    void enter() {
        if (sender != null) {
            CurrentScope.enterTask(this, sender, null);
        }
    }

    /** They have returned, or thrown. */
    void leave() {
        CurrentScope.leaveTask(this);
    }

    /** The client has made its own object for this. */
    public void carriedBy(Object exchange) {
        carrier = exchange;
    }

    /** The client has made the future of the response. */
    public void resultsIn(Object future) {
        if (end == null && future instanceof CompletableFuture<?> known) {
            boolean unknownBefore = result == null;
            result = known;
            // A quick server's response was told of before it could be seen that somebody has it.
            if (unknownBefore && body != null) {
                responses.accept(this);
            }
        }
    }

    void ended(JdkBody which, End how) {
        synchronized (this) {
            if (end != null || body != which) {
                return;
            }
            end = how == End.CANCELLED && hasArrived(which) ? End.COMPLETE : how;
        }
        request = null;
        carrier = null;
        result = null;
        if (!which.isStream()) {
            body = null;
        }
    }

    /** Closing may come before the client has told that there is no more. */
    private boolean hasArrived(JdkBody which) {
        ResponseInfo known = info;
        long length = known == null
                ? -1
                : known.headers().firstValueAsLong("Content-Length").orElse(-1);
        return length >= 0 && which.received() >= length;
    }

    /** How the body has ended; null while it has not. */
    public @Nullable End end() {
        return end;
    }

    /** Whether it opens a web socket. */
    public boolean isWebSocket() {
        return webSocket;
    }

    /** The user's request; null once the body has ended. */
    public @Nullable HttpRequest request() {
        return request;
    }

    /** Of the user's request. */
    public String method() {
        return method;
    }

    /** Of the user's request. */
    public URI uri() {
        return uri;
    }

    /** Status and headers; null while there is no response. */
    public @Nullable ResponseInfo info() {
        return info;
    }

    /** The response's body; null while there is no response. */
    public @Nullable JdkBody body() {
        return body;
    }

    /** The client's own {@code MultiExchange}; null if unknown, or once the body has ended. */
    public @Nullable Object carrier() {
        return carrier;
    }

    /** The client's own future; null if the request was never sent, or once the body has ended. */
    public @Nullable CompletableFuture<?> result() {
        return result;
    }

    /** What the caller of the client got; null while it got nothing. */
    public @Nullable HttpResponse<?> response() {
        CompletableFuture<?> future = result;
        return future != null && future.isDone() && !future.isCompletedExceptionally()
                ? (HttpResponse<?>) future.join()
                : null;
    }
}
