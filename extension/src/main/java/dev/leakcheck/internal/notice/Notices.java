package dev.leakcheck.internal.notice;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Says what a user must know of LeakCheck itself, each thing once, on the standard error. */
public final class Notices {

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private Notices() {}

    /** Prints a line unless it was printed before. */
    public static void once(String line) {
        onceOf(line, "");
    }

    /** Prints what could not be done and why, unless that could not be done before, perhaps for a reason with other figures. */
    public static void onceOf(String subject, String reason) {
        if (SAID.add(subject)) {
            Console.say(subject + reason);
        }
    }
}
