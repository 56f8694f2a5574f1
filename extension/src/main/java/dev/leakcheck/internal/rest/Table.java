package dev.leakcheck.internal.rest;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads tables of sockets. They list those of all processes, and thousands of connections that are over for good (state
 * TIME_WAIT, without an owner): of such lines nothing is made.
 */
final class Table {

    private static final int SOME_LINES = 1 << 14;
    private static final int STATE = 3;
    private static final int MOST_FIELDS = 11;

    private byte[] buffer = new byte[SOME_LINES];

    /** Hands on the fields of each line but the first, at most eleven, whatever stands behind them in the last one. */
    void read(Path file, Consumer<String[]> line) throws IOException {
        boolean isHeading = true;
        int kept = 0;
        try (InputStream in = new FileInputStream(file.toFile())) {
            int more;
            while ((more = in.read(buffer, kept, buffer.length - kept)) > 0) {
                int size = kept + more;
                int from = 0;
                for (int i = kept; i < size; i++) {
                    if (buffer[i] == '\n') {
                        if (!isHeading && !isOver(from, i)) {
                            line.accept(fields(from, i));
                        }
                        isHeading = false;
                        from = i + 1;
                    }
                }
                kept = size - from;
                System.arraycopy(buffer, from, buffer, 0, kept);
                if (kept == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * kept);
                }
            }
        }
    }

    private String[] fields(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.ISO_8859_1)
                .strip()
                .split("\\s+", MOST_FIELDS);
    }

    private boolean isOver(int from, int to) {
        int at = from;
        for (int field = 0; field <= STATE; field++) {
            while (field > 0 && at < to && buffer[at] != ' ') {
                at++;
            }
            while (at < to && buffer[at] == ' ') {
                at++;
            }
        }
        return at + 2 < to && buffer[at] == '0' && buffer[at + 1] == '6' && buffer[at + 2] == ' ';
    }
}
