package dev.leakcheck.examples.lifecycle;

/** Sends a letter, and keeps a leak of exactly one megabyte that was put in to see it found. */
public final class Newsletter {

    private static long[] injected;

    private Newsletter() {}

    /** Sends a letter; returns its length. */
    public static int send(String letter) {
        injected = new long[(1 << 17) - 2]; // leaks: with its header of 16 bytes exactly 1 MB
        return letter.length();
    }
}
