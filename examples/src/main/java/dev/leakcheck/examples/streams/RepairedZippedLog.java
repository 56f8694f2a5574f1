package dev.leakcheck.examples.streams;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads the first line of a zipped log, and closes it. */
public final class RepairedZippedLog {

    private RepairedZippedLog() {}

    /** The first line. */
    public static String header(Path log) throws IOException {
        // The file is a resource of its own: GZIPInputStream throws if it is not zipped.
        try (InputStream file = Files.newInputStream(log);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            return lines.readLine();
        }
    }
}
