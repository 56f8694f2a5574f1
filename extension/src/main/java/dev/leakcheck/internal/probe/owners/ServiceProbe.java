package dev.leakcheck.internal.probe.owners;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.owner.OwnedDescriptors;
import dev.leakcheck.spi.ProbeContext;

/** Sees owners that have threads: servers, connection pools, event loops. */
public final class ServiceProbe extends OwnerProbe {

    /** Found by the service loader. */
    public ServiceProbe() {
        super(Resource.THREADS);
    }

    @Override
    public String noun() {
        return "service";
    }

    @Override
    public String leftBehind() {
        return "running";
    }

    @Override
    public void start(ProbeContext context) {
        OwnedDescriptors.register();
    }
}
