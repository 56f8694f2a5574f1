package dev.leakcheck.examples.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Searches a log, and closes it. */
public final class RepairedLogSearch {

    private RepairedLogSearch() {}

    /** The first line that reports an error. */
    public static Optional<String> firstError(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith("ERROR")).findFirst();
        }
    }
}
