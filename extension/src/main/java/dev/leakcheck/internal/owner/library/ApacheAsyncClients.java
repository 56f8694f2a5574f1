package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Asynchronous clients of Apache HttpClient 5: from start() on they have threads, each with a selector. */
final class ApacheAsyncClients extends LibraryAdapter {

    private static final Set<String> STOPPED = Set.of("SHUTTING_DOWN", "SHUT_DOWN");

    @Override
    public String describe(Object owner) {
        return "CloseableHttpAsyncClient";
    }

    /** By its executor, or by its reactor where only that was told: its own status never says so. */
    @Override
    public boolean isStopped(Object owner) {
        return read(owner, "executorService") instanceof ExecutorService executor && executor.isShutdown()
                || STOPPED.contains(String.valueOf(Reflect.call(owner, "getStatus")));
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(read(owner, "executorService"));
        parts.add(read(owner, "ioReactor", "ioReactor", "threads"));
        parts.addAll(withChannelsOfEach(read(owner, "ioReactor", "workers")));
        return parts;
    }

    @Override
    public String remedy(Object owner) {
        return "close() the client before the test ends: try (CloseableHttpAsyncClient client = …)";
    }
}
