package dev.leakcheck.internal.probe.urlconnection;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.http.SocketNumbers;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.BodyOutcomes;
import dev.leakcheck.internal.track.CallTable;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.ProbeContext;
import dev.leakcheck.spi.Standing;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees responses of HttpURLConnection that hold their socket, asked for or not.
 *
 * <p>The agent tells of each connection and each response; whether the socket is still held is asked of the client's own
 * state, so closing needs no hook.
 */
public final class UrlConnectionProbe implements LeakProbe {

    private final CallTable table = Tracker.instance().urlConnections();
    private final BodyOutcomes outcomes = Tracker.instance().bodyOutcomes();

    /** Found by the service loader. */
    public UrlConnectionProbe() {}

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

    private void forgetFinished() {
        table.all().forEach(tracked -> forgetIfOver(tracked, ConnectionState.of(tracked), null));
    }

    /** What is not here is idle, and its site tells that it is nobody's. */
    private Map<Integer, Holder> holders() {
        Map<Integer, Holder> holders = new HashMap<>();
        SocketNumbers numbers = new SocketNumbers();
        for (TrackedCall tracked : table.all()) {
            Socket socket = ConnectionState.of(tracked).isOver() ? null : ConnectionState.socket(tracked);
            int fd = socket == null ? -1 : numbers.of(socket);
            if (fd >= 0) {
                Owner owner = new Owner(tracked, "the HTTP body", tracked.origin());
                holders.put(fd, new Holder(owner, Standing.held()));
            }
        }
        return holders;
    }

    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        List<LiveResource> live = new ArrayList<>();
        for (TrackedCall tracked : table.all()) {
            ConnectionState state = ConnectionState.of(tracked);
            forgetIfOver(tracked, state, scope);
            if (!state.isOver()) {
                live.add(new LiveConnection(tracked, state));
            }
        }
        return live;
    }

    private void forgetIfOver(TrackedCall tracked, ConnectionState state, @Nullable Scope ending) {
        if (!state.isOver() || state == ConnectionState.DRAINED && mayYetBeClosed(tracked, ending)) {
            return;
        }
        if (!table.forget(tracked)) {
            return;
        }
        if (state == ConnectionState.DRAINED) {
            outcomes.drainedNotClosed(
                    tracked.origin(), () -> ConnectionText.ofAbandoned(tracked, "read to its end and not closed"));
        } else if (state == ConnectionState.CLOSED_EARLY) {
            outcomes.closedEarly(tracked.origin(), () -> ConnectionText.ofAbandoned(tracked, "closed before its end"));
        }
    }

    /** Another test's look, or a sweep, must not count a body whose own test goes on. */
    private static boolean mayYetBeClosed(TrackedCall tracked, @Nullable Scope ending) {
        ScopedOrigin origin = tracked.origin();
        ScopeNode charge = origin == null ? null : origin.charge();
        return ending == null ? tracked.isStarting() : charge != null && charge != ending && charge.isOpen();
    }
}
