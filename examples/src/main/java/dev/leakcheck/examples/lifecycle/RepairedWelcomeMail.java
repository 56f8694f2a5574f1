package dev.leakcheck.examples.lifecycle;

import java.util.concurrent.TimeUnit;

/** Sends a mail a day after the upload, and keeps the address until then. */
public final class RepairedWelcomeMail {

    private RepairedWelcomeMail() {}

    /** Plans a mail to the customer. */
    public static void plan(Request request) {
        String customer = request.customer();
        Workers.ALL.schedule(() -> send(customer), 1, TimeUnit.DAYS);
    }

    private static String send(String customer) {
        return "Welcome, " + customer;
    }
}
