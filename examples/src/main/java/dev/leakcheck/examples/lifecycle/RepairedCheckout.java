package dev.leakcheck.examples.lifecycle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lists the requests that are being handled. */
public final class RepairedCheckout {

    private static final Map<String, Request> RUNNING = new ConcurrentHashMap<>();

    private RepairedCheckout() {}

    /** Handles a request. */
    public static void handle(Request request) {
        RUNNING.put(request.id(), request);
        try {
            charge(request);
        } finally {
            RUNNING.remove(request.id());
        }
    }

    private static void charge(Request request) {
        if (request.customer().isEmpty()) {
            throw new IllegalArgumentException("no customer");
        }
    }
}
