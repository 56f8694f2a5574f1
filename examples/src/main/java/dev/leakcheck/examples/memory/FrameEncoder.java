package dev.leakcheck.examples.memory;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Encodes frames in a buffer of its own each, outside of the heap, where nothing seems to grow. */
public final class FrameEncoder {

    private static final int FRAME = 1 << 20;
    private static final Deque<ByteBuffer> SENT = new ArrayDeque<>();

    private FrameEncoder() {}

    /** Encodes a frame; returns its size. */
    public static int encode(byte[] pixels) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(FRAME); // leaks: kept in case it must be sent again
        SENT.add(buffer);
        return buffer.put(pixels).position();
    }
}
