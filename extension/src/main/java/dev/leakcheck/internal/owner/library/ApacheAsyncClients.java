package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asynchronous clients of Apache HttpClient 5: from start() on they have threads, each with a selector. */
final class ApacheAsyncClients extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        return "CloseableHttpAsyncClient";
    }

    @Override
    public boolean isStopped(Object owner) {
        return "TERMINATED".equals(String.valueOf(read(owner, "status")));
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(read(owner, "executorService"));
        parts.add(read(owner, "ioReactor", "ioReactor", "threads"));
        if (read(owner, "ioReactor", "workers") instanceof Object[] workers) {
            for (Object worker : workers) {
                parts.addAll(withChannels(read(worker, "selector")));
            }
        }
        return parts;
    }

    @Override
    public String remedy(Object owner) {
        return "close() the client before the test ends: try (CloseableHttpAsyncClient client = …)";
    }
}
