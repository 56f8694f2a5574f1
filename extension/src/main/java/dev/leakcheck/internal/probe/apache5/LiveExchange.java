package dev.leakcheck.internal.probe.apache5;

import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Standing;
import org.jspecify.annotations.Nullable;

/** The body, or the unfinished call, of one exchange. */
final class LiveExchange implements LiveResource {

    /** What keeps it. */
    enum Doing {
        WAITING,
        HANDLING,
        HOLDING
    }

    private final TrackedCall tracked;
    private final ExchangeState state;
    private volatile @Nullable Doing doing;

    LiveExchange(TrackedCall tracked, ExchangeState state) {
        this.tracked = tracked;
        this.state = state;
    }

    /** Asked of a leak only: it takes the stack of the thread that made the call. */
    private Doing doing() {
        Doing known = doing;
        if (known == null) {
            known = state != ExchangeState.HOLDS_CONNECTION
                    ? Doing.WAITING
                    : Caller.isInside(tracked) ? Doing.HANDLING : Doing.HOLDING;
            doing = known;
        }
        return known;
    }

    @Override
    public Object identity() {
        return tracked;
    }

    @Override
    public String summary() {
        return ExchangeText.of(tracked, doing());
    }

    @Override
    public @Nullable Origin origin() {
        return tracked.origin();
    }

    @Override
    public Standing standing() {
        return ExchangeState.isCancelled(tracked) ? Standing.ending("it was cancelled") : Standing.held();
    }

    @Override
    public String siteHeading() {
        return "requested at";
    }

    @Override
    public String remedy() {
        return switch (doing()) {
            case WAITING ->
                state == ExchangeState.UNDER_WAY
                        ? "cancel(…) the Future, or wait for it, before the test ends"
                        : "cancel() the request, or wait for its response before the test ends";
            case HANDLING -> "wait for the response handler to return, or cancel() the request, before the test ends";
            case HOLDING ->
                "close the response on every path, or let the client do it: client.execute(request, response -> …)";
        };
    }
}
