package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Clients of Apache HttpAsyncClient 4: from the constructor on they have selectors, from start() on threads. */
final class Apache4AsyncClients extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        return "CloseableHttpAsyncClient";
    }

    @Override
    public boolean isStopped(Object owner) {
        return "STOPPED".equals(String.valueOf(read(owner, "status")));
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(read(owner, "reactorThread"));
        Object reactor = read(owner, "connmgr", "ioReactor");
        parts.add(read(reactor, "threads"));
        parts.addAll(withChannels(read(reactor, "selector")));
        parts.addAll(withChannelsOfEach(read(reactor, "dispatchers")));
        return parts;
    }

    @Override
    public String remedy(Object owner) {
        return "close() the client before the test ends: try (CloseableHttpAsyncClient client = …)";
    }
}
