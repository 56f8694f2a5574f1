package dev.leakcheck.examples.streams;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads the first line of a zipped log through three wrappers, none of which is closed. */
public final class ZippedLog {

    private ZippedLog() {}

    /** The first line. */
    public static String header(Path log) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(log)), StandardCharsets.UTF_8)); // leaks: dropped unclosed
        return lines.readLine();
    }
}
