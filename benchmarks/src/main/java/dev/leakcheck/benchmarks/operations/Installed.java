package dev.leakcheck.benchmarks.operations;

import dev.leakcheck.internal.agent.Agent;
import dev.leakcheck.internal.agent.AgentStatus;
import dev.leakcheck.internal.track.Tracker;

/** The agent, as a test run installs it. */
final class Installed {

    private Installed() {}

    static void ifOn(String argument) {
        if (argument.equals("on")) {
            AgentStatus status = Agent.install(Tracker.instance());
            if (!status.active()) {
                throw new IllegalStateException(status.problem());
            }
        }
    }
}
