package dev.leakcheck.examples.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps templates at hand: their lines, not their files. */
public final class RepairedTemplates {

    private static final Map<Path, List<String>> LINES = new ConcurrentHashMap<>();

    private RepairedTemplates() {}

    /** The first line of a template, its subject. */
    public static String subject(Path template) throws IOException {
        List<String> lines = LINES.get(template);
        if (lines == null) {
            lines = Files.readAllLines(template);
            LINES.put(template, lines);
        }
        return lines.get(0);
    }
}
