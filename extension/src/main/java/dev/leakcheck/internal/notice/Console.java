package dev.leakcheck.internal.notice;

import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/** Where LeakCheck speaks: the standard error as it was when the run began, since a test may put another one in its place. */
public final class Console {

    private static volatile @Nullable PrintStream ofRun;

    private Console() {}

    /**
     * A run begins.
     *
     * @return where the run around it speaks, to be given back at its end; null if there is none
     */
    public static @Nullable PrintStream begin() {
        PrintStream before = ofRun;
        ofRun = System.err;
        return before;
    }

    /** The run has ended. */
    public static void end(@Nullable PrintStream before) {
        ofRun = before;
    }

    /** Prints a line, or several. */
    public static void say(String text) {
        PrintStream stream = ofRun;
        (stream == null ? System.err : stream).println("[LeakCheck] " + text);
    }
}
