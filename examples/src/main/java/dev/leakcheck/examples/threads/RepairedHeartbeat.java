package dev.leakcheck.examples.threads;

import java.util.concurrent.BlockingQueue;

/** Counts signs of life on a virtual thread, until it is closed. */
public final class RepairedHeartbeat implements AutoCloseable {

    private final BlockingQueue<Object> signs;
    private final Thread counter = VirtualThreads.named("heartbeat").newThread(this::count);
    private volatile int beats;

    public RepairedHeartbeat(BlockingQueue<Object> signs) {
        this.signs = signs;
    }

    /** Begins to count. */
    public void start() {
        counter.start();
    }

    /** How many signs there were. */
    public int beats() {
        return beats;
    }

    private void count() {
        try {
            while (true) {
                signs.take();
                beats++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    @Override
    public void close() {
        counter.interrupt();
    }
}
