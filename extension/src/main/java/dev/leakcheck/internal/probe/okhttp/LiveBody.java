package dev.leakcheck.internal.probe.okhttp;

import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import org.jspecify.annotations.Nullable;

/** The body, or the unfinished call, of one request. */
final class LiveBody implements LiveResource {

    private final TrackedCall tracked;
    private final CallState state;

    LiveBody(TrackedCall tracked, CallState state) {
        this.tracked = tracked;
        this.state = state;
    }

    @Override
    public Object identity() {
        return tracked;
    }

    @Override
    public String summary() {
        return ExchangeText.of(tracked, state);
    }

    @Override
    public @Nullable Origin origin() {
        return tracked.origin();
    }

    @Override
    public String siteHeading() {
        return "requested at";
    }

    @Override
    public String remedy() {
        return switch (state) {
            case IN_FLIGHT -> "cancel() the Call, or wait for its callback before the test ends";
            case IN_CALLBACK -> "wait for the callback to return, or cancel() the Call, before the test ends";
            case EVENT_STREAM -> "cancel() the EventSource, or the Call that reads it, before the test ends";
            case WEB_SOCKET -> "close(…) or cancel() the WebSocket before the test ends";
            case DROPPED ->
                "close the response that chain.proceed(…) returned before an interceptor throws or proceeds again";
            default -> "close the response on every path: try (Response response = client.newCall(request).execute())";
        };
    }
}
