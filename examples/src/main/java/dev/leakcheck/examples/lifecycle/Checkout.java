package dev.leakcheck.examples.lifecycle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lists the requests that are being handled, and those that have failed as well. */
public final class Checkout {

    private static final Map<String, Request> RUNNING = new ConcurrentHashMap<>();

    private Checkout() {}

    /** Handles a request. */
    public static void handle(Request request) {
        RUNNING.put(request.id(), request);
        charge(request);
        RUNNING.remove(request.id()); // leaks: not reached if the card is refused
    }

    private static void charge(Request request) {
        if (request.customer().isEmpty()) {
            throw new IllegalArgumentException("no customer");
        }
    }
}
