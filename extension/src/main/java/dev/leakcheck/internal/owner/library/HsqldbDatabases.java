package dev.leakcheck.internal.owner.library;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A database of embedded HSQLDB. The first connection opens it, and it keeps its log and the file of its cached tables open
 * until it is shut down, whoever uses a table first.
 */
final class HsqldbDatabases extends LibraryAdapter {

    private static final int CLOSING = 3;

    @Override
    public String describe(Object owner) {
        Object path = read(owner, "path");
        return path == null ? "HSQLDB database" : "HSQLDB database " + path;
    }

    @Override
    public boolean isStopped(Object owner) {
        return read(owner, "dbState") instanceof Integer state && state >= CLOSING;
    }

    @Override
    public Collection<?> parts(Object owner) {
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(read(owner, "logger", "log", "dbLogWriter", "outDescriptor", "outDescriptor"));
        parts.add(OpenFiles.descriptor(read(owner, "logger", "lockFile", "raf")));
        parts.add(dataFile(read(owner, "logger", "log", "cache", "dataFile")));
        parts.add(dataFile(read(owner, "lobManager", "lobStore", "file")));
        return parts;
    }

    /** It may be inside another one. */
    private static @Nullable Object dataFile(@Nullable Object file) {
        Object inner = read(file, "store");
        return OpenFiles.descriptor(read(inner == null ? file : inner, "file"));
    }

    @Override
    public String remedy(Object owner) {
        return "shut the database down: execute SHUTDOWN on its last connection";
    }
}
