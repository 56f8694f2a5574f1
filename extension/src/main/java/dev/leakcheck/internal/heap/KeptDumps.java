package dev.leakcheck.internal.heap;

import dev.leakcheck.internal.notice.Notices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Keeps the dump of a test that failed by it, where the user asked for that. */
public final class KeptDumps {

    private static volatile @Nullable Path folder;
    private static @Nullable Path pending;

    private KeptDumps() {}

    /** Says where to keep them; null if nowhere. */
    public static void into(@Nullable Path wanted) {
        folder = wanted;
    }

    /** Sets a dump aside until the verdict. */
    static synchronized void offer(Path dump) throws IOException {
        Path into = folder;
        if (into == null || !Files.exists(dump)) {
            return;
        }
        drop();
        Files.createDirectories(into);
        Path aside = into.resolve("heap-" + ProcessHandle.current().pid() + ".part");
        Files.move(dump, aside, StandardCopyOption.REPLACE_EXISTING);
        pending = aside;
        if (Files.getFileStore(aside).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Keeps the last dump under the name of the test that it accuses. */
    public static synchronized void keep(String test) {
        Path aside = pending;
        pending = null;
        if (aside != null) {
            String name = "heap-" + test.replaceAll("[^\\w.$-]+", "_") + ".hprof";
            try {
                Files.move(aside, aside.resolveSibling(name), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                Notices.once("A heap dump could not be kept: " + e);
            }
        }
    }

    /** Deletes the last dump, unless it was kept. */
    public static synchronized void drop() {
        Path aside = pending;
        pending = null;
        if (aside != null) {
            try {
                Files.deleteIfExists(aside);
            } catch (IOException e) {
                Notices.once("A heap dump could not be deleted: " + e);
            }
        }
    }
}
