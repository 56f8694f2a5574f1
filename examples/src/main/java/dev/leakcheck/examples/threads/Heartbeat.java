package dev.leakcheck.examples.threads;

import java.util.concurrent.BlockingQueue;

/** Counts signs of life on a virtual thread, which is cheap, and so is forgotten. */
public final class Heartbeat {

    private final BlockingQueue<Object> signs;
    private volatile int beats;

    public Heartbeat(BlockingQueue<Object> signs) {
        this.signs = signs;
    }

    /** Begins to count. */
    public void start() {
        VirtualThreads.named("heartbeat").newThread(this::count).start(); // leaks: it never ends
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
            Thread.currentThread().interrupt();
        }
    }
}
