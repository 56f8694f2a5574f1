package dev.leakcheck.examples.lifecycle;

import java.util.concurrent.ExecutionException;

/** Stores uploads on a worker that finds the request in a thread local, and finds it there for ever. */
public final class UploadService {

    private static final ThreadLocal<Request> CURRENT = new ThreadLocal<>();

    private UploadService() {}

    /** Stores the upload of a request; returns how many bytes these were. */
    public static int store(Request request) throws InterruptedException, ExecutionException {
        return Workers.ALL
                .submit(() -> {
                    CURRENT.set(request); // leaks: the worker outlives the request
                    return save();
                })
                .get();
    }

    private static int save() {
        return CURRENT.get().upload().length;
    }
}
