package dev.leakcheck.examples.threads;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Draws the thumbnails of an album, with new workers for each album. */
public final class Thumbnails {

    private Thumbnails() {}

    /** Draws them all at the same time; returns how many there are. */
    public static int draw(List<Callable<byte[]>> pictures) throws InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(2); // leaks: they wait for work for ever
        int drawn = 0;
        for (Future<byte[]> picture : workers.invokeAll(pictures)) {
            drawn += picture.get().length > 0 ? 1 : 0;
        }
        return drawn;
    }
}
