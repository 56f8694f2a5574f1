package dev.leakcheck.internal.owner.library;

import dev.leakcheck.Resource;

/** Blocking clients of Apache HttpClient, whatever its version, and their connection managers, which several clients may share. */
abstract class ClassicHttpClients extends LibraryAdapter {

    /** Whether it is a connection manager, and no client. */
    abstract boolean isManager(Object owner);

    @Override
    public final Resource resource() {
        return Resource.FILE_DESCRIPTORS;
    }

    @Override
    public final String describe(Object owner) {
        return isManager(owner) ? owner.getClass().getSimpleName() : "CloseableHttpClient";
    }

    @Override
    public final String remedy(Object owner) {
        return isManager(owner)
                ? "close() the connection manager before the test ends"
                : "close() the client before the test ends: try (CloseableHttpClient client = …)";
    }
}
