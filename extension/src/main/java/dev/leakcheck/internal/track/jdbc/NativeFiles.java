package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files of databases that a driver opens by native code, of which no hook tells: they live by whoever is connected. */
final class NativeFiles {

    private static final Pattern SQLITE = Pattern.compile("jdbc:sqlite:(?:file:)?([^:?][^?]*)(?:\\?.*)?");

    /** What stands beside the file of a database. */
    private static final Pattern SIDE_FILE = Pattern.compile("-(wal|shm|journal)$");

    private final WeakIdentityMap<Object, Acquisition> connections = new WeakIdentityMap<>();
    private volatile boolean any;

    /** A driver gave a connection. */
    void connected(Object connection, Acquisition acquisition) {
        String url = acquisition.url();
        if (url != null && url.startsWith("jdbc:sqlite:") && SQLITE.matcher(url).matches()) {
            connections.put(connection, acquisition);
            any = true;
        }
    }

    /** What a file lives by; null if it is of no such database that anybody is connected to. */
    @Nullable Holder holder(String file) {
        if (!any) {
            return null;
        }
        String database = SIDE_FILE.matcher(file).replaceFirst("");
        AtomicReference<@Nullable Holder> holder = new AtomicReference<>();
        connections.forEach((connection, acquisition) -> {
            Holder known = holder.get();
            // Which of them has opened it is not known: nobody is accused of what a pool keeps.
            if ((known == null || known.owner() != null)
                    && database.equals(file(acquisition.url()))
                    && !JdbcState.isClosed(connection)) {
                Holder next = acquisition.get();
                if (known == null || next != null && next.owner() == null) {
                    holder.set(next);
                }
            }
        });
        return holder.get();
    }

    private static @Nullable String file(@Nullable String url) {
        Matcher matcher = SQLITE.matcher(url == null ? "" : url);
        if (!matcher.matches()) {
            return null;
        }
        try {
            return Path.of(matcher.group(1)).toRealPath().toString();
        } catch (IOException | InvalidPathException gone) {
            return null;
        }
    }
}
