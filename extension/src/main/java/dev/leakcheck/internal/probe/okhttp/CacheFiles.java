package dev.leakcheck.internal.probe.okhttp;

import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of OkHttp's cache that somebody holds open. */
final class CacheFiles {

    private static final int DEEPEST_NESTING = 12;

    private final List<FileDescriptor> open = new ArrayList<>();

    private CacheFiles() {}

    /** Those that a response is read from or written to. */
    static List<FileDescriptor> ofBody(TrackedCall tracked) {
        boolean cached = Reflect.call(Reflect.field(tracked.call(), "client"), "cache") != null;
        return cached ? reachable(Reflect.call(tracked.response(), "body")) : List.of();
    }

    /** The journal of a {@code okhttp3.Cache}. */
    static List<FileDescriptor> ofJournal(Object cache) {
        return reachable(Reflect.field(Reflect.field(cache, "cache"), "journalWriter"));
    }

    private static List<FileDescriptor> reachable(@Nullable Object start) {
        CacheFiles files = new CacheFiles();
        files.visitFields(start, 0);
        return files.open;
    }

    private void visitFields(@Nullable Object object, int depth) {
        if (object != null && depth < DEEPEST_NESTING) {
            Reflect.fields(object).forEach(value -> visit(value, depth + 1));
        }
    }

    private void visit(Object value, int depth) {
        try {
            if (value instanceof FileInputStream file) {
                add(file.getFD());
            } else if (value instanceof FileOutputStream file) {
                add(file.getFD());
            } else if (value instanceof List<?> list) {
                list.forEach(each -> visitFields(each, depth));
            } else if (leadsToFiles(value.getClass().getName())) {
                visitFields(value, depth);
            }
        } catch (IOException | RuntimeException closedMeanwhile) {
            // It holds nothing any more.
        }
    }

    private void add(FileDescriptor descriptor) {
        if (descriptor.valid() && !open.contains(descriptor)) {
            open.add(descriptor);
        }
    }

    /** Bodies, sources and sinks; neither the exchange nor the whole cache, which lead to everything. */
    private static boolean leadsToFiles(String type) {
        if (type.startsWith("okio.")) {
            return !type.equals("okio.Buffer") && !type.contains("Timeout");
        }
        return type.startsWith("okhttp3.")
                && (type.endsWith("Body")
                        || type.endsWith("Sink")
                        || type.endsWith("Snapshot")
                        || type.endsWith("CacheRequest")
                        || type.contains("Source$")
                        || type.contains("Sink$")
                        || type.matches(".*\\$\\d+"));
    }
}
