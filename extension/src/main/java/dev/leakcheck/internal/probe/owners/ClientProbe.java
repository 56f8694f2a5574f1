package dev.leakcheck.internal.probe.owners;

import dev.leakcheck.Resource;

/** Sees owners that have no threads of their own: clients with connections. */
public final class ClientProbe extends OwnerProbe {

    /** Found by the service loader. */
    public ClientProbe() {
        super(Resource.FILE_DESCRIPTORS);
    }

    @Override
    public String noun() {
        return "client";
    }

    @Override
    public String leftBehind() {
        return "unclosed";
    }
}
