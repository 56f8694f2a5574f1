package dev.leakcheck.examples.lifecycle;

import java.util.concurrent.TimeUnit;

/** Sends a mail a day after the upload, and keeps the upload until then. */
public final class WelcomeMail {

    private WelcomeMail() {}

    /** Plans a mail to the customer. */
    public static void plan(Request request) {
        Workers.ALL.schedule(() -> send(request.customer()), 1, TimeUnit.DAYS); // leaks: holds the whole request
    }

    private static String send(String customer) {
        return "Welcome, " + customer;
    }
}
