package dev.leakcheck.examples.threads;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Writes entries in the background, until the last one tells it to stop. */
public final class RepairedAuditTrail implements AutoCloseable {

    private static final String LAST = new String("last");

    private final BlockingQueue<String> entries = new LinkedBlockingQueue<>();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final Thread writer = new Thread(this::write, "audit-writer");

    public RepairedAuditTrail() {
        writer.setDaemon(true);
        writer.start();
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
            for (String entry = entries.take(); entry != LAST; entry = entries.take()) {
                written.add(entry);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what was recorded before, then ends the writer. */
    @Override
    public void close() {
        entries.add(LAST);
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
