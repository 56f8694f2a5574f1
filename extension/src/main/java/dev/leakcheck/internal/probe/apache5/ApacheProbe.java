package dev.leakcheck.internal.probe.apache5;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.http.BodyProbe;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.ProbeContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees bodies of Apache HttpClient 5 that hold their connection, and exchanges that are not over.
 *
 * <p>The agent tells of each exchange; whether it still holds its connection is asked of the client's own state. The
 * client's types are reached by reflection: it is optional, and may come in any class loader.
 */
public final class ApacheProbe extends BodyProbe<ExchangeState> {

    private final ConnectionPools pools =
            new ConnectionPools(table, Tracker.instance().apachePools());

    /** Found by the service loader. */
    public ApacheProbe() {
        super(Tracker.instance().apacheCalls());
    }

    @Override
    public void start(ProbeContext context) {
        super.start(context);
        table.bodiesEndBy((body, received, error) -> BodyEndings.note(table, body));
    }

    @Override
    protected void forgetIfOver(TrackedCall tracked, ExchangeState state, @Nullable Scope ending) {
        // An asynchronous one is heard of before it has got its connection.
        boolean starting = ExchangeState.isAsynchronous(tracked.call()) && tracked.isStarting();
        if (state.isOver() && !starting && table.forget(tracked)) {
            BodyEndings.tell(tracked, Tracker.instance().bodyOutcomes());
        }
    }

    @Override
    protected Map<Integer, Holder> holders() {
        return pools.holders();
    }

    @Override
    protected ExchangeState stateOf(TrackedCall tracked) {
        return ExchangeState.of(tracked);
    }

    @Override
    protected LiveResource liveOf(TrackedCall tracked, ExchangeState state) {
        return new LiveExchange(tracked, state);
    }
}
