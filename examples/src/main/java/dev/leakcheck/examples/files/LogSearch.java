package dev.leakcheck.examples.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Searches a log, and leaves it open: a stream of lines holds its file until it is closed. */
public final class LogSearch {

    private LogSearch() {}

    /** The first line that reports an error. */
    public static Optional<String> firstError(Path log) throws IOException {
        return Files.lines(log) // leaks: findFirst() does not close the stream
                .filter(line -> line.startsWith("ERROR"))
                .findFirst();
    }
}
