package dev.leakcheck.examples.memory;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Encodes frames in buffers that go back to their pool. */
public final class RepairedFrameEncoder {

    private static final int FRAME = 1 << 20;
    private static final BlockingQueue<ByteBuffer> FREE = new ArrayBlockingQueue<>(1);

    static {
        FREE.add(ByteBuffer.allocateDirect(FRAME));
    }

    private RepairedFrameEncoder() {}

    /** Encodes a frame; returns its size. */
    public static int encode(byte[] pixels) throws InterruptedException {
        ByteBuffer buffer = FREE.take();
        try {
            return buffer.clear().put(pixels).position();
        } finally {
            FREE.add(buffer);
        }
    }
}
