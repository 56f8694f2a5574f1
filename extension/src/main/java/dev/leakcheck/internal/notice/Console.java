package dev.leakcheck.internal.notice;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where LeakCheck speaks: the standard error as it was when the run began, since a test may put another one in its place. */
public final class Console {

    /** What a run found when it began. */
    private record Found(Object run, PrintStream stream) {}

    /** The runs that go on, the innermost last. */
    private static final List<Found> RUNS = new CopyOnWriteArrayList<>();

    private Console() {}

    /** A run begins. */
    public static void begin(Object run) {
        RUNS.add(new Found(run, System.err));
    }

    /** It has ended. */
    public static void end(Object run) {
        RUNS.removeIf(found -> found.run() == run);
    }

    /** Prints a line, or several. */
    public static void say(String text) {
        PrintStream stream = System.err;
        for (Found found : RUNS) {
            stream = found.stream();
        }
        stream.println("[LeakCheck] " + text);
    }
}
