package dev.leakcheck.examples.streams;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps templates at hand: the open readers instead of what they read. */
public final class Templates {

    private static final Map<Path, BufferedReader> READERS = new ConcurrentHashMap<>();

    private Templates() {}

    /** The first line of a template, its subject. */
    public static String subject(Path template) throws IOException {
        BufferedReader reader = READERS.get(template);
        if (reader == null) {
            reader = Files.newBufferedReader(template); // leaks: open as long as the map lives
            READERS.put(template, reader);
        }
        reader.mark(1000);
        String subject = reader.readLine();
        reader.reset();
        return subject;
    }
}
