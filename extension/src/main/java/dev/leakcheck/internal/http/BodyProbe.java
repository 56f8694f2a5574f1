package dev.leakcheck.internal.http;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.CallTable;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.ProbeContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees the bodies and unfinished calls of one HTTP client: the agent tells of each call, the client's own state whether it is
 * over.
 *
 * @param <S> the states of a call
 */
public abstract class BodyProbe<S extends CallProgress> implements LeakProbe {

    /** The calls that may not be over. */
    protected final CallTable table;

    /** A probe of the calls in a table. */
    protected BodyProbe(CallTable table) {
        this.table = table;
    }

    @Override
    public final Resource resource() {
        return Resource.BODIES;
    }

    @Override
    public final String noun() {
        return "HTTP body";
    }

    @Override
    public final String leftBehind() {
        return "unclosed";
    }

    @Override
    public void start(ProbeContext context) {
        DescriptorHolders.register(this::holders);
        table.sweepBy(this::forgetFinished);
    }

    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        List<LiveResource> live = new ArrayList<>();
        for (TrackedCall tracked : table.all()) {
            S state = stateOf(tracked);
            forgetIfOver(tracked, state, scope);
            if (!state.isOver()) {
                live.add(liveOf(tracked, state));
            }
        }
        return live;
    }

    /** Forgets what is over; a sweep in the middle of a scope. */
    protected final void forgetFinished() {
        for (TrackedCall tracked : table.all()) {
            forgetIfOver(tracked, stateOf(tracked), null);
        }
    }

    /** Which descriptors the calls hold now. */
    protected abstract Map<Integer, Holder> holders();

    /** How far a call has come, by the client's own state. */
    protected abstract S stateOf(TrackedCall tracked);

    /**
     * Forgets a call that is over, and notes how its body ended.
     *
     * @param ending the scope that looks, null in a sweep
     */
    protected abstract void forgetIfOver(TrackedCall tracked, S state, @Nullable Scope ending);

    /** What is shown of a call that is not over. */
    protected abstract LiveResource liveOf(TrackedCall tracked, S state);

    /** Another test's look, or a sweep, must not count a body whose own test goes on. */
    protected static boolean mayYetBeClosed(TrackedCall tracked, @Nullable Scope ending) {
        ScopedOrigin origin = tracked.origin();
        ScopeNode charge = origin == null ? null : origin.charge();
        return ending == null ? tracked.isStarting() : charge != null && charge != ending && charge.isOpen();
    }
}
