package dev.leakcheck.examples.lifecycle;

import java.util.concurrent.ExecutionException;

/** Stores uploads on a worker that finds the request in a thread local, and forgets it afterwards. */
public final class RepairedUploadService {

    private static final ThreadLocal<Request> CURRENT = new ThreadLocal<>();

    private RepairedUploadService() {}

    /** Stores the upload of a request; returns how many bytes these were. */
    public static int store(Request request) throws InterruptedException, ExecutionException {
        return Workers.ALL
                .submit(() -> {
                    CURRENT.set(request);
                    try {
                        return save();
                    } finally {
                        CURRENT.remove();
                    }
                })
                .get();
    }

    private static int save() {
        return CURRENT.get().upload().length;
    }
}
