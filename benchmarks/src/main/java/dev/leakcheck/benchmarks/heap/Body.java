package dev.leakcheck.benchmarks.heap;

import java.util.List;

/**
 * What a test does.
 *
 * @param holder what must be named as the holder of the leak; empty if it leaks nothing
 */
record Body(String name, String holder, Code code) {

    /** May fail in any way. */
    interface Code {
        void run() throws Exception;
    }

    static Body harmless(String name, Code code) {
        return new Body(name, "", code);
    }

    static Body leak(String name, String holder, Code code) {
        return new Body(name, holder, code);
    }

    /** Consumes a result, so that it is worth computing. */
    static void use(Object... results) {
        if (List.of(results).hashCode() == Integer.MIN_VALUE) {
            throw new IllegalStateException();
        }
    }
}
