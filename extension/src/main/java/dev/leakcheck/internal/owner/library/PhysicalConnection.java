package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.owner.FieldWalk;
import dev.leakcheck.internal.reflect.Reflect;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.net.Socket;
import java.nio.channels.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The sockets, files and threads of a driver's connection, whatever the driver: what can be reached from it through the
 * fields of the driver's own classes.
 */
public final class PhysicalConnection {

    private static final int FARTHEST = 2_000;
    private static final int FARTHEST_OF_WRITER = 20;

    private final String driver;
    private final List<Object> found = new ArrayList<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();

    private PhysicalConnection(String driver) {
        this.driver = driver;
    }

    /** Of several connections of one pool, which may have much in common. */
    public static List<Object> parts(List<@Nullable Object> connections) {
        PhysicalConnection search = null;
        for (Object connection : connections) {
            String driver = connection == null ? "" : driver(connection);
            if (connection != null && !driver.isEmpty() && !driver.startsWith("java")) {
                search = search == null ? new PhysicalConnection(driver) : search;
                search.visit(connection);
            }
        }
        if (search == null) {
            return List.of();
        }
        search.run();
        return search.found;
    }

    /** The first two parts of the package, such as org.h2. */
    private static String driver(Object connection) {
        String name = connection.getClass().getName();
        int vendor = name.indexOf('.');
        return name.substring(0, name.indexOf('.', vendor + 1) + 1);
    }

    private void run() {
        for (Object at = open.poll(); at != null && seen.size() < FARTHEST; at = open.poll()) {
            Reflect.fields(at).forEach(this::visit);
        }
    }

    private void visit(Object reached) {
        Object value = reached instanceof AtomicReference<?> reference ? reference.get() : reached;
        if (value == null || value instanceof Class || !seen.add(value)) {
            return;
        }
        boolean ofDriver = value.getClass().getName().startsWith(driver);
        if (value instanceof Thread) {
            if (ofDriver) { // Else it is one that waits for this connection.
                found.add(value);
            }
        } else if (value instanceof ThreadPoolExecutor pool) {
            if (pool.getThreadFactory().getClass().getName().startsWith(driver)) { // Else its user's.
                found.add(pool);
            }
        } else if (value instanceof Socket || value instanceof Channel && !ofDriver) {
            found.add(value);
        } else if (value instanceof RandomAccessFile
                || value instanceof FileInputStream
                || value instanceof FileOutputStream) {
            FileDescriptor descriptor = OpenFiles.descriptor(value);
            if (descriptor != null) {
                found.add(descriptor);
            }
        } else if (value instanceof Writer && !ofDriver) { // H2 writes errors to a file beside that of the database.
            visitWriter(value);
        } else if (ofDriver) {
            open.add(value);
        } else if (value.getClass() == ArrayList.class) { // H2 keeps a socket for each of its servers
            visitAll((List<?>) value);
        }
    }

    private void visitWriter(Object writer) {
        FieldWalk.from(List.of(writer), FARTHEST_OF_WRITER, reached -> {
            boolean isFile = reached instanceof Channel || reached instanceof FileOutputStream;
            if (isFile) {
                visit(reached);
            }
            return isFile || reached instanceof PrintStream; // Which is the console, or its user's.
        });
    }

    private void visitAll(List<?> list) {
        try {
            new ArrayList<>(list).forEach(each -> {
                if (each != null) {
                    visit(each);
                }
            });
        } catch (RuntimeException changedMeanwhile) {
            // It is asked again.
        }
    }
}
