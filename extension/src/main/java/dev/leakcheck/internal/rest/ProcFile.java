package dev.leakcheck.internal.rest;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads small files of {@code /proc}, many of them, each with one read. What is read is looked at where it is: garbage
 * made here would bring about a collection, whose cleaners close the very leak that is being judged.
 */
final class ProcFile {

    private static final int LONGEST = 512;
    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private final byte[] buffer;
    private final long[] numbers = new long[7];
    private int size;

    ProcFile() {
        this(new byte[LONGEST], 0);
    }

    private ProcFile(byte[] buffer, int size) {
        this.buffer = buffer;
        this.size = size;
    }

    /** As if this had been read. */
    static ProcFile of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return new ProcFile(bytes, bytes.length);
    }

    /** Takes in the beginning of a file. */
    ProcFile read(File file) throws IOException {
        try (FileInputStream in = new FileInputStream(file)) {
            size = Math.max(0, in.read(buffer));
        }
        return this;
    }

    String text() {
        return new String(buffer, 0, size, StandardCharsets.ISO_8859_1);
    }

    /** The first numbers of it, in an array that the next call overwrites; null if it does not begin with so many. */
    long @Nullable [] numbers(int count) {
        int at = 0;
        for (int index = 0; index < count; index++) {
            int end = at;
            while (end < size && buffer[end] > ' ') {
                end++;
            }
            boolean isHexadecimal = end - at > 2 && buffer[at] == '0' && buffer[at + 1] == 'x';
            int from = isHexadecimal ? at + 2 : at;
            long value = 0;
            for (int i = from; i < end; i++) {
                int digit = Character.digit(buffer[i], isHexadecimal ? HEXADECIMAL : DECIMAL);
                if (digit < 0) {
                    return null;
                }
                value = value * (isHexadecimal ? HEXADECIMAL : DECIMAL) + digit;
            }
            if (from == end) {
                return null;
            }
            numbers[index] = value;
            at = end + 1;
        }
        return numbers;
    }
}
