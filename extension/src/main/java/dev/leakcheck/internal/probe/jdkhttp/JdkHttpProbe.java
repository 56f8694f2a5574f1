package dev.leakcheck.internal.probe.jdkhttp;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.http.BodyProbe;
import dev.leakcheck.internal.track.BodyOutcomes;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange.End;
import dev.leakcheck.spi.LiveResource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees bodies of java.net.http that have not ended, requests without a response, and open web sockets.
 *
 * <p>The agent tells of each request and lets its BodyHandler be stood in for, which hears how the body ends. A body that
 * has arrived completely holds nothing, closed or not.
 */
public final class JdkHttpProbe extends BodyProbe<ExchangeState> {

    private final BodyOutcomes outcomes = Tracker.instance().bodyOutcomes();

    /** Found by the service loader. */
    public JdkHttpProbe() {
        super(Tracker.instance().jdkHttpCalls());
    }

    @Override
    protected Map<Integer, Holder> holders() {
        List<TrackedCall> calls = table.all();
        return calls.isEmpty() ? Map.of() : Connections.holders(calls);
    }

    @Override
    protected ExchangeState stateOf(TrackedCall tracked) {
        return ExchangeState.of(tracked);
    }

    @Override
    protected LiveResource liveOf(TrackedCall tracked, ExchangeState state) {
        return new LiveExchange(tracked, state);
    }

    @Override
    protected void forgetIfOver(TrackedCall tracked, ExchangeState state, @Nullable Scope ending) {
        JdkExchange exchange = ExchangeState.exchange(tracked);
        boolean justBegun = exchange.end() == null && tracked.isStarting();
        if (!state.isOver() || justBegun || isDrainedOnly(exchange) && mayYetBeClosed(tracked, ending)) {
            return;
        }
        if (!table.forget(tracked)) {
            return;
        }
        if (exchange.end() == End.CANCELLED) {
            outcomes.closedEarly(tracked.origin(), () -> ExchangeText.ofAbandoned(exchange, "closed before its end"));
        } else if (isDrainedOnly(exchange)) {
            outcomes.drainedNotClosed(
                    tracked.origin(), () -> ExchangeText.ofAbandoned(exchange, "read to its end and not closed"));
        }
    }

    private static boolean isDrainedOnly(JdkExchange exchange) {
        return exchange.end() == End.COMPLETE
                && exchange.body() != null
                && exchange.body().isUnclosedStream();
    }
}
