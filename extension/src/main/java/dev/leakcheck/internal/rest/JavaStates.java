package dev.leakcheck.internal.rest;

import dev.leakcheck.internal.jdk.PlatformThreads;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Compares what Java says of its threads with what they wait for natively. One that comes out of a timed wait may have to
 * wait for a lock of the JVM's own, which a compiler or the VM thread holds that gets no processor: natively it then waits
 * for another thread, and will go on all the same.
 */
final class JavaStates {

    /** They wait inside the JVM and are never said to. */
    private static final Set<String> INSIDE =
            Set.of("Reference Handl", "Signal Dispatch", "DestroyJavaVM", "VirtualThread-u");

    /** Of the threads of one name how many wait for what. */
    private static final class Waits {
        private int untilTimes;
        private int forInput;
    }

    private final Map<String, Waits> byName = new HashMap<>();

    void begin() {
        byName.clear();
    }

    void waits(String name, Wait.Kind kind) {
        Waits waits = byName.computeIfAbsent(name, ignored -> new Waits());
        switch (kind) {
            case UNTIL, UNTIL_TIME_OF_DAY -> waits.untilTimes++;
            case FOR_INPUT, FOR_INPUT_OR_TIME, READING -> waits.forInput++;
            default -> {}
        }
    }

    /** Whether none runs, or waits until a time, that does not so natively. */
    boolean agree() {
        for (Thread thread : PlatformThreads.live()) {
            String name = NativeName.of(thread.getName());
            Waits waits = thread == Thread.currentThread() || INSIDE.contains(name) ? null : byName.get(name);
            if (waits != null) {
                Thread.State state = thread.getState();
                if (state == Thread.State.RUNNABLE && --waits.forInput < 0
                        || state == Thread.State.TIMED_WAITING && --waits.untilTimes < 0) {
                    return false;
                }
            }
        }
        return true;
    }
}
