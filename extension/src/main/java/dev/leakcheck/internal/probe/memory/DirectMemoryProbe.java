package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.agent.Agent;
import dev.leakcheck.internal.owner.LazyOwnership;
import dev.leakcheck.internal.track.BufferTable;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Moment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sees the memory of direct buffers: each with its site, or without the agent by the JVM's own total. */
public final class DirectMemoryProbe implements LeakProbe {

    private final BufferTable table = Tracker.instance().buffers();
    private final PooledTotal total = new PooledTotal();

    /** Found by the service loader. */
    public DirectMemoryProbe() {}

    @Override
    public Resource resource() {
        return Resource.DIRECT_MEMORY;
    }

    @Override
    public String noun() {
        return "direct memory";
    }

    @Override
    public String leftBehind() {
        return "reserved";
    }

    @Override
    public Moment moment() {
        return Moment.AFTER_GC;
    }

    @Override
    public void scopeOpened(Scope scope, long budget) {
        if (!Agent.isActive()) {
            total.opened(scope);
        }
    }

    @Override
    public void scopeClosed(Scope scope) {
        total.closed(scope);
    }

    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        if (!Agent.isActive()) {
            return total.live(scope);
        }
        List<LiveResource> live = new ArrayList<>();
        LazyOwnership ownership = new LazyOwnership();
        for (BufferTable.Reservation reservation : table.live()) {
            live.add(new LiveReservation(reservation, ownership));
        }
        return live;
    }
}
