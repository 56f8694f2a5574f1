package dev.leakcheck.internal.heap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A buffered big-endian reader. Not mapped memory, since a mapped file cannot be deleted on Windows. */
final class HprofInput implements AutoCloseable {

    private static final int BUFFER_SIZE = 1 << 16;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_SIZE];
    private int position;
    private int limit;
    private long consumedBeforeBuffer;
    private int idSize = 8;

    HprofInput(Path file) throws IOException {
        in = Files.newInputStream(file);
    }

    /** Skips the headline and learns the size of identifiers. */
    void readHeader() throws IOException {
        while (u1() != 0) {
            // The name of the format ends with a zero byte.
        }
        idSize = u4();
        skip(8);
    }

    int idSize() {
        return idSize;
    }

    long position() {
        return consumedBeforeBuffer + position;
    }

    boolean atEnd() throws IOException {
        return position == limit && !fill(1);
    }

    int u1() throws IOException {
        need(1);
        return buffer[position++] & 0xFF;
    }

    int u2() throws IOException {
        return u1() << 8 | u1();
    }

    int u4() throws IOException {
        need(4);
        int value = (int) INTS.get(buffer, position);
        position += 4;
        return value;
    }

    long id() throws IOException {
        if (idSize == 4) {
            return u4() & 0xFFFF_FFFFL;
        }
        need(8);
        long value = (long) LONGS.get(buffer, position);
        position += 8;
        return value;
    }

    String text(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) u1();
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns what comes next without consuming it; for short records only. */
    ByteBuffer peek(int count) throws IOException {
        need(count);
        return ByteBuffer.wrap(buffer, position, count).slice();
    }

    void skip(long count) throws IOException {
        long left = count;
        while (left > limit - position) {
            left -= limit - position;
            position = limit;
            if (!fill(1)) {
                throw new EOFException("heap dump is cut off");
            }
        }
        position += (int) left;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void need(int count) throws IOException {
        if (limit - position < count && !fill(count)) {
            throw new EOFException("heap dump is cut off");
        }
    }

    private boolean fill(int count) throws IOException {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        consumedBeforeBuffer += position;
        limit -= position;
        position = 0;
        while (limit < count) {
            int read = in.read(buffer, limit, BUFFER_SIZE - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }
}
