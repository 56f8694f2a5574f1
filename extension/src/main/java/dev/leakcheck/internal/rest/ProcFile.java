package dev.leakcheck.internal.rest;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads small files of {@code /proc}, many of them, each with one read. */
final class ProcFile {

    private static final int LONGEST = 512;

    private final byte[] buffer = new byte[LONGEST];

    /** Its beginning. */
    String read(String path) throws IOException {
        try (FileInputStream file = new FileInputStream(path)) {
            int size = file.read(buffer);
            return size <= 0 ? "" : new String(buffer, 0, size, StandardCharsets.ISO_8859_1);
        }
    }
}
