package dev.leakcheck.internal.probe.apache5;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.track.CallTable;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.ProbeContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Sees bodies of Apache HttpClient 5 that hold their connection, and exchanges that are not over.
 *
 * <p>The agent tells of each exchange; whether it still holds its connection is asked of the client's own state. The
 * client's types are reached by reflection: it is optional, and may come in any class loader.
 */
public final class ApacheProbe implements LeakProbe {

    private final CallTable table = Tracker.instance().apacheCalls();
    private final ConnectionPools pools =
            new ConnectionPools(table, Tracker.instance().apachePools());

    /** Found by the service loader. */
    public ApacheProbe() {}

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
        DescriptorHolders.register(pools::holders);
        table.sweepBy(this::forgetFinished);
        table.bodiesEndBy((body, received, error) -> BodyEndings.note(table, body));
    }

    private void forgetFinished() {
        table.all().forEach(tracked -> forgetIfOver(tracked, ExchangeState.of(tracked)));
    }

    private void forgetIfOver(TrackedCall tracked, ExchangeState state) {
        // An asynchronous one is heard of before it has got its connection.
        boolean starting = ExchangeState.isAsynchronous(tracked.call()) && tracked.isStarting();
        if (state.isOver() && !starting && table.forget(tracked)) {
            BodyEndings.tell(tracked, Tracker.instance().bodyOutcomes());
        }
    }

    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        List<LiveResource> live = new ArrayList<>();
        for (TrackedCall tracked : table.all()) {
            ExchangeState state = ExchangeState.of(tracked);
            forgetIfOver(tracked, state);
            if (!state.isOver()) {
                live.add(new LiveExchange(tracked, state));
            }
        }
        return live;
    }
}
