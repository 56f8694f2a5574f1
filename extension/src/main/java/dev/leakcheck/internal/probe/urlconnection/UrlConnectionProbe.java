package dev.leakcheck.internal.probe.urlconnection;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.http.BodyProbe;
import dev.leakcheck.internal.http.SocketNumbers;
import dev.leakcheck.internal.track.BodyOutcomes;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sees responses of HttpURLConnection that hold their socket, asked for or not.
 *
 * <p>The agent tells of each connection and each response; whether the socket is still held is asked of the client's own
 * state, so closing needs no hook.
 */
public final class UrlConnectionProbe extends BodyProbe<ConnectionState> {

    private final BodyOutcomes outcomes = Tracker.instance().bodyOutcomes();

    /** Found by the service loader. */
    public UrlConnectionProbe() {
        super(Tracker.instance().urlConnections());
    }

    /** What is not here is idle, and its site tells that it is nobody's. */
    @Override
    protected Map<Integer, Holder> holders() {
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
    protected ConnectionState stateOf(TrackedCall tracked) {
        return ConnectionState.of(tracked);
    }

    @Override
    protected LiveResource liveOf(TrackedCall tracked, ConnectionState state) {
        return new LiveConnection(tracked, state);
    }

    @Override
    protected void forgetIfOver(TrackedCall tracked, ConnectionState state, @Nullable Scope ending) {
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
}
