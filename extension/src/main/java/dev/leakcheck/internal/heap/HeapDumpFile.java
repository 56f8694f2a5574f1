package dev.leakcheck.internal.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A dump of the live heap for as long as it is needed. It holds whatever secrets the tests hold, so it lies in a
 * directory that only the owner can enter, which is how {@link Files#createTempDirectory} makes them.
 */
final class HeapDumpFile implements AutoCloseable {

    private final Path directory;
    private final Path file;

    private HeapDumpFile(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("live.hprof");
    }

    static HeapDumpFile create() throws IOException {
        String whose = "leakcheck-heap-" + ProcessHandle.current().pid() + "-";
        HeapDumpFile dump = new HeapDumpFile(Files.createTempDirectory(whose));
        try {
            HeapSize.keep();
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpHeap(dump.file.toString(), true);
            } finally {
                HeapSize.release();
            }
            return dump;
        } catch (Throwable failed) {
            dump.close();
            throw failed;
        }
    }

    Path path() {
        return file;
    }

    /** Deletes everything, the parts that a JVM which was interrupted has left included. */
    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path each : files) {
                Files.deleteIfExists(each);
            }
        }
        Files.deleteIfExists(directory);
    }
}
