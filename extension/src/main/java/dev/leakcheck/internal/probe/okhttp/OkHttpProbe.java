package dev.leakcheck.internal.probe.okhttp;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.http.BodyProbe;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.ProbeContext;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees response bodies of OkHttp 3 to 5 that hold their connection.
 *
 * <p>The agent tells of each call; whether its body is still open is asked of OkHttp's own state, so closing needs no
 * hook. OkHttp's types are reached by reflection: it is optional, and may come in any class loader.
 */
public final class OkHttpProbe extends BodyProbe<CallState> {

    private final ConnectionPools pools = new ConnectionPools(table);

    /** Found by the service loader. */
    public OkHttpProbe() {
        super(Tracker.instance().okHttpCalls());
    }

    @Override
    public void start(ProbeContext context) {
        super.start(context);
        table.bodiesEndBy((source, received, error) -> BodyEndings.note(table, source, received, error));
    }

    @Override
    protected Map<Integer, Holder> holders() {
        forgetFinished();
        return pools.holders();
    }

    @Override
    protected void forgetIfOver(TrackedCall tracked, CallState state, @Nullable Scope ending) {
        pools.remember(tracked);
        // A call without a response is over if it failed, and not if it has just been started.
        boolean justBegun = tracked.response() == null && tracked.isStarting();
        if (!state.isOver() || justBegun || BodyEndings.isDrainedOnly(tracked) && mayYetBeClosed(tracked, ending)) {
            return;
        }
        if (table.forget(tracked)) {
            BodyEndings.tell(tracked, Tracker.instance().bodyOutcomes());
        }
    }

    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        pools.find();
        return super.live(scope, budget);
    }

    @Override
    protected CallState stateOf(TrackedCall tracked) {
        return CallState.of(tracked);
    }

    @Override
    protected LiveResource liveOf(TrackedCall tracked, CallState state) {
        return new LiveBody(tracked, state);
    }
}
