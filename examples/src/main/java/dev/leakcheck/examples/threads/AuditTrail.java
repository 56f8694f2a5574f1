package dev.leakcheck.examples.threads;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Writes entries in the background, and waits for the next one even when none can come any more. */
public final class AuditTrail {

    private final BlockingQueue<String> entries = new LinkedBlockingQueue<>();
    private final List<String> written = new CopyOnWriteArrayList<>();

    public AuditTrail() {
        Thread writer = new Thread(this::write, "audit-writer");
        writer.setDaemon(true);
        writer.start(); // leaks: nothing ends it
    }

    /** Records what happened. */
    public void record(String entry) {
        entries.add(entry);
    }

    /** What is written so far. */
    public List<String> written() {
        return List.copyOf(written);
    }

    private void write() {
        try {
            while (true) {
                written.add(entries.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
