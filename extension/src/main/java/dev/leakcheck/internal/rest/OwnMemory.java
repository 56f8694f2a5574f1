package dev.leakcheck.internal.rest;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** This process's memory: a thread that waits until a moment has that moment on its stack, where the kernel reads it. */
final class OwnMemory implements Closeable {

    private static final long FARTHEST = TimeUnit.NANOSECONDS.toSeconds(Long.MAX_VALUE) - 1;

    private final byte[] bytes = new byte[2 * Long.BYTES];
    private @Nullable RandomAccessFile file;

    /** Whether a thread's wait ends by itself only after a moment, given as {@link System#nanoTime}. */
    boolean sleepsBeyond(long moment, Wait wait) throws IOException {
        RandomAccessFile memory = file == null ? file = new RandomAccessFile("/proc/self/mem", "r") : file;
        memory.seek(wait.argument());
        memory.readFully(bytes);
        ByteBuffer time = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        long seconds = time.getLong();
        long nanos = time.getLong();
        // Where it is no time after all it is hardly one to come: the next look would not find the thread unmoved.
        if (seconds < 0 || seconds > FARTHEST || nanos < 0 || nanos >= TimeUnit.SECONDS.toNanos(1)) {
            return false;
        }
        // HotSpot's nanoTime is the kernel's monotonic clock.
        long now = System.nanoTime();
        long sameClock =
                wait.kind() == Wait.Kind.UNTIL ? now : TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return TimeUnit.SECONDS.toNanos(seconds) + nanos - sameClock > moment - now;
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException readOnly) {
                // Nothing is lost.
            }
        }
    }
}
