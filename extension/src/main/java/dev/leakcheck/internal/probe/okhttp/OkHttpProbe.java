package dev.leakcheck.internal.probe.okhttp;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.track.CallTable;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.ProbeContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Sees response bodies of OkHttp 4 and 5 that hold their connection.
 *
 * <p>The agent tells of each call; whether its body is still open is asked of OkHttp's own state, so closing needs no
 * hook. OkHttp's types are reached by reflection: it is optional, and may come in any class loader.
 */
public final class OkHttpProbe implements LeakProbe {

    private final CallTable table = Tracker.instance().okHttpCalls();
    private final ConnectionPools pools = new ConnectionPools(table);

    /** Found by the service loader. */
    public OkHttpProbe() {}

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
        table.bodiesEndBy((source, received, error) -> BodyEndings.note(table, source, received, error));
    }

    private Map<Integer, Holder> holders() {
        forgetFinished();
        return pools.holders();
    }

    private void forgetFinished() {
        for (TrackedCall tracked : table.all()) {
            pools.remember(tracked);
            forgetIfOver(tracked, CallState.of(tracked));
        }
    }

    private void forgetIfOver(TrackedCall tracked, CallState state) {
        // A call without a response is over if it failed, and not if it has just been started.
        if (state.isOver() && (tracked.response() != null || !tracked.isStarting())) {
            if (table.forget(tracked)) {
                BodyEndings.tell(tracked, Tracker.instance().bodyOutcomes());
            }
        }
    }

    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        pools.find();
        List<LiveResource> live = new ArrayList<>();
        for (TrackedCall tracked : table.all()) {
            pools.remember(tracked);
            CallState state = CallState.of(tracked);
            forgetIfOver(tracked, state);
            if (!state.isOver()) {
                live.add(new LiveBody(tracked, state));
            }
        }
        return live;
    }
}
