package dev.leakcheck.internal.probe.urlconnection;

import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The response, or the unused connection, of one HttpURLConnection. */
final class LiveConnection implements LiveResource {

    private static final int FIRST_ERROR = 400;

    /** What hands the stream out, as opposed to the many methods that only look at the head of the response. */
    private static final List<String> ASKS_FOR_BODY =
            List.of("getInputStream", "openStream", "getContent", "getErrorStream");

    private final TrackedCall tracked;
    private final ConnectionState state;

    LiveConnection(TrackedCall tracked, ConnectionState state) {
        this.tracked = tracked;
        this.state = state;
    }

    @Override
    public Object identity() {
        return tracked;
    }

    @Override
    public String summary() {
        return ConnectionText.of(tracked, state);
    }

    @Override
    public @Nullable Origin origin() {
        return tracked.origin();
    }

    @Override
    public String siteHeading() {
        return state == ConnectionState.CONNECTED ? "connected at" : "requested at";
    }

    @Override
    public String remedy() {
        if (state == ConnectionState.CONNECTED) {
            return "read the response and close its stream, or call disconnect(), before the test ends";
        }
        if (ConnectionText.status(tracked.call()) >= FIRST_ERROR) {
            return asks("openStream")
                    ? "use openConnection() instead of openStream(), and close getErrorStream() when the request fails"
                    : "close getErrorStream(), or call disconnect(), when the request fails";
        }
        return ASKS_FOR_BODY.stream().anyMatch(this::asks)
                ? "close the stream on every path: try (InputStream body = connection.getInputStream())"
                : "close getInputStream() even if only the head of the response matters, or call disconnect()";
    }

    private boolean asks(String method) {
        StackTraceElement api =
                tracked.origin() == null ? null : Site.api(tracked.origin().stack());
        return api != null && api.getMethodName().equals(method);
    }
}
