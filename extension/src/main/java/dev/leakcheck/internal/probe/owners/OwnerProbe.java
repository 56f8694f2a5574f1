package dev.leakcheck.internal.probe.owners;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.owner.Adapters;
import dev.leakcheck.internal.owner.GuardedAdapter;
import dev.leakcheck.internal.owner.LazyOwnership;
import dev.leakcheck.internal.track.OwnerTable;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sees pools, clients and servers that nobody told to stop, as far as an adapter knows them. */
abstract class OwnerProbe implements LeakProbe {

    private final OwnerTable table = Tracker.instance().owners();
    private final Resource resource;

    OwnerProbe(Resource resource) {
        this.resource = resource;
    }

    @Override
    public final Resource resource() {
        return resource;
    }

    @Override
    public final Collection<LiveResource> live(Scope scope, long budget) {
        if (table.isUnused()) {
            return List.of();
        }
        List<LiveResource> live = new ArrayList<>();
        LazyOwnership ownership = new LazyOwnership();
        table.forEach((owner, creation) -> {
            GuardedAdapter adapter = Adapters.of(owner);
            if (adapter != null
                    && adapter.resource() == resource
                    && !adapter.isCountedByParts()
                    && !adapter.isStopped(owner)) {
                live.add(new LiveOwner(owner, adapter, creation, ownership));
            }
        });
        return live;
    }
}
