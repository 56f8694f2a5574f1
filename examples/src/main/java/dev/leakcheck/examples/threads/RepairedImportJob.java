package dev.leakcheck.examples.threads;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Imports rows on a thread that ends what it has started. */
public final class RepairedImportJob {

    private final BlockingQueue<Integer> progress = new LinkedBlockingQueue<>();
    private volatile int shown;

    /** Imports rows; returns when all of them are there. */
    public void run(List<String> rows) throws InterruptedException {
        Thread job = new Thread(() -> importAll(rows), "import");
        job.start();
        job.join();
    }

    private void importAll(List<String> rows) {
        Thread display = new Thread(() -> show(rows.size()), "import-progress");
        display.start();
        for (int row = 1; row <= rows.size(); row++) {
            progress.add(row);
        }
        try {
            display.join();
        } catch (InterruptedException e) {
            display.interrupt();
        }
    }

    private void show(int rows) {
        try {
            while (shown < rows) {
                shown = progress.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
