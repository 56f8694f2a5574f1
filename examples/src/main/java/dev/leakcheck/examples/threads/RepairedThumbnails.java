package dev.leakcheck.examples.threads;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Draws the thumbnails of an album, with workers that go home after it. */
public final class RepairedThumbnails {

    private RepairedThumbnails() {}

    /** Draws them all at the same time; returns how many there are. */
    public static int draw(List<Callable<byte[]>> pictures) throws InterruptedException, ExecutionException {
        ExecutorService workers = Executors.newFixedThreadPool(2);
        try {
            int drawn = 0;
            for (Future<byte[]> picture : workers.invokeAll(pictures)) {
                drawn += picture.get().length > 0 ? 1 : 0;
            }
            return drawn;
        } finally {
            workers.shutdownNow();
        }
    }
}
