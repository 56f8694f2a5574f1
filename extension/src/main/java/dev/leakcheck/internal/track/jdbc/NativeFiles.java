package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files of databases that a driver opens by native code, of which no hook tells: they live by whoever is connected. */
final class NativeFiles {

    private static final String PREFIX = "jdbc:sqlite:";
    private static final Pattern SQLITE = Pattern.compile(PREFIX + "(?:file:)?([^:?][^?]*)(?:\\?.*)?");

    /** What stands beside the file of a database. */
    private static final Pattern SIDE_FILE = Pattern.compile("-(wal|shm|journal)$");

    private final WeakIdentityMap<Object, Database> connections = new WeakIdentityMap<>();
    private volatile boolean any;

    /** What a connection leads to; its file is looked for when it is first asked for, and may be made later than the connection. */
    private static final class Database {
        private final Acquisition acquisition;
        private final String path;
        private volatile @Nullable String file;

        Database(Acquisition acquisition, String path) {
            this.acquisition = acquisition;
            this.path = path;
        }

        @Nullable String file() {
            if (file == null) {
                try {
                    file = Path.of(path).toRealPath().toString();
                } catch (IOException | InvalidPathException notMadeYet) {
                    return null;
                }
            }
            return file;
        }
    }

    /** A driver gave a connection. */
    void connected(Object connection, Acquisition acquisition) {
        String url = acquisition.url();
        if (url != null && url.startsWith(PREFIX)) {
            Matcher matcher = SQLITE.matcher(url);
            if (matcher.matches()) {
                connections.put(connection, new Database(acquisition, matcher.group(1)));
                any = true;
            }
        }
    }

    /** What a file lives by; null if it is of no such database that anybody is connected to. */
    @Nullable Holder holder(String file) {
        if (!any) {
            return null;
        }
        String known = SIDE_FILE.matcher(file).replaceFirst("");
        List<Database> open = new ArrayList<>();
        List<Object> closed = new ArrayList<>();
        connections.forEach((connection, database) -> {
            if (known.equals(database.file())) {
                if (JdbcState.isClosed(connection)) {
                    closed.add(connection);
                } else {
                    open.add(database);
                }
            }
        });
        closed.forEach(connections::remove);
        Holder holder = null;
        for (Database database : open) {
            Holder next = database.acquisition.get();
            // Which of them has opened it is not known: nobody is accused of what a pool keeps.
            if (next != null && (holder == null || next.owner() == null)) {
                holder = next;
            }
        }
        return holder;
    }
}
