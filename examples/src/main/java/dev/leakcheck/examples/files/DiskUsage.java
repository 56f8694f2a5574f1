package dev.leakcheck.examples.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Counts files, and leaves their directories open: a walk holds each directory that it is in until it is closed. */
public final class DiskUsage {

    private DiskUsage() {}

    /** Whether there is a file of at least this size. */
    public static boolean hasFileOf(Path directory, long bytes) throws IOException {
        return Files.walk(directory) // leaks: anyMatch() does not close the stream
                .anyMatch(path -> path.toFile().length() >= bytes && Files.isRegularFile(path));
    }
}
