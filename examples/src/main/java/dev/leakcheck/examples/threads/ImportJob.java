package dev.leakcheck.examples.threads;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Imports rows on a thread that starts another one to show the progress, and ends before it. */
public final class ImportJob {

    private final BlockingQueue<Integer> progress = new LinkedBlockingQueue<>();
    private volatile int shown;

    /** Imports rows; returns when all of them are there. */
    public void run(List<String> rows) throws InterruptedException {
        Thread job = new Thread(() -> importAll(rows), "import");
        job.start();
        job.join();
    }

    private void importAll(List<String> rows) {
        new Thread(this::show, "import-progress").start(); // leaks: the job ends, this does not
        for (int row = 1; row <= rows.size(); row++) {
            progress.add(row);
        }
    }

    private void show() {
        try {
            while (true) {
                shown = progress.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
