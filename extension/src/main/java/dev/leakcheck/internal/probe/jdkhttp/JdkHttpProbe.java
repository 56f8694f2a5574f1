package dev.leakcheck.internal.probe.jdkhttp;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.BodyOutcomes;
import dev.leakcheck.internal.track.CallTable;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange;
import dev.leakcheck.internal.track.jdkhttp.JdkExchange.End;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.ProbeContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees bodies of java.net.http that have not ended, requests without a response, and open web sockets.
 *
 * <p>The agent tells of each request and lets its BodyHandler be stood in for, which hears how the body ends. A body that
 * has arrived completely holds nothing, closed or not.
 */
public final class JdkHttpProbe implements LeakProbe {

    private final CallTable table = Tracker.instance().jdkHttpCalls();
    private final BodyOutcomes outcomes = Tracker.instance().bodyOutcomes();

    /** Found by the service loader. */
    public JdkHttpProbe() {}

    @Override
    public Resource resource() {
        return Resource.BODIES;
    }

    @Override
    public String noun() {
        return "HTTP body";
    }

    @Override
    public String leftBehind() {
        return "unclosed";
    }

    @Override
    public void start(ProbeContext context) {
        DescriptorHolders.register(this::holders);
        table.sweepBy(this::forgetFinished);
    }

    private Map<Integer, Holder> holders() {
        return table.all().isEmpty() ? Map.of() : Connections.holders(table.all());
    }

    private void forgetFinished() {
        table.all().forEach(tracked -> forgetIfOver(tracked, ExchangeState.of(tracked), null));
    }

    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        List<LiveResource> live = new ArrayList<>();
        for (TrackedCall tracked : table.all()) {
            ExchangeState state = ExchangeState.of(tracked);
            forgetIfOver(tracked, state, scope);
            if (!state.isOver()) {
                live.add(new LiveExchange(tracked, state));
            }
        }
        return live;
    }

    private void forgetIfOver(TrackedCall tracked, ExchangeState state, @Nullable Scope ending) {
        JdkExchange exchange = ExchangeState.exchange(tracked);
        boolean justBegun = exchange.end() == null && tracked.isStarting();
        if (!state.isOver() || justBegun || mayYetBeClosed(tracked, exchange, ending)) {
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

    /** Another test's look, or a sweep, must not count a body whose own test goes on. */
    private static boolean mayYetBeClosed(TrackedCall tracked, JdkExchange exchange, @Nullable Scope ending) {
        if (!isDrainedOnly(exchange)) {
            return false;
        }
        ScopedOrigin origin = tracked.origin();
        ScopeNode charge = origin == null ? null : origin.charge();
        return ending == null ? tracked.isStarting() : charge != null && charge != ending && charge.isOpen();
    }

    private static boolean isDrainedOnly(JdkExchange exchange) {
        return exchange.end() == End.COMPLETE
                && exchange.body() != null
                && exchange.body().isUnclosedStream();
    }
}
