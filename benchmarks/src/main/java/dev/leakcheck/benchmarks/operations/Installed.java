package dev.leakcheck.benchmarks.operations;

import dev.leakcheck.LeakScope;
import dev.leakcheck.internal.agent.Agent;

/** LeakCheck at work, as in a test. */
final class Installed {

    private Installed() {}

    /** Checks what is done from now on, if the argument says so; the scope is never ended, as in the middle of a test. */
    static void ifOn(String argument) {
        if (argument.equals("on")) {
            LeakScope.open();
            if (!Agent.isActive()) {
                throw new IllegalStateException("there is no agent");
            }
        }
    }
}
