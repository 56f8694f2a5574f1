package dev.leakcheck.examples.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Counts files, and closes their directories. */
public final class RepairedDiskUsage {

    private RepairedDiskUsage() {}

    /** Whether there is a file of at least this size. */
    public static boolean hasFileOf(Path directory, long bytes) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.anyMatch(path -> path.toFile().length() >= bytes && Files.isRegularFile(path));
        }
    }
}
