package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.jdk.Runnables;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A database of embedded Derby, by its store. The first connection boots it, and it keeps its log and a cache of the tables'
 * files open until it is shut down, whoever uses a table first.
 */
final class DerbyDatabases extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        Object directory = read(owner, "dataFactory", "dataDirectory");
        return directory == null ? "Derby database" : "Derby database " + directory;
    }

    @Override
    public boolean isStopped(Object owner) {
        Object log = read(owner, "logFactory");
        return log != null && isSet(log, "stopped");
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        Object daemon = read(owner, "rawStoreDaemon");
        for (Thread thread : PlatformThreads.live()) {
            if (daemon != null && Runnables.of(thread) == daemon) {
                parts.add(thread);
            }
        }
        parts.add(OpenFiles.descriptor(read(owner, "logFactory", "firstLog")));
        parts.add(OpenFiles.descriptor(read(owner, "logFactory", "logOut", "log")));
        parts.add(OpenFiles.descriptor(read(owner, "dataFactory", "fileLockOnDB")));
        parts.add(OpenFiles.descriptor(read(owner, "dataFactory", "exFileLock", "lockFileOpen")));
        if (read(owner, "dataFactory", "containerCache", "cache") instanceof Map<?, ?> cache) {
            for (Object entry : copy(cache.values())) {
                parts.add(OpenFiles.descriptor(read(entry, "cacheable", "fileData")));
            }
        }
        return parts;
    }

    @Override
    public String remedy(Object owner) {
        return "shut the database down: connect to jdbc:derby:<database>;shutdown=true";
    }
}
