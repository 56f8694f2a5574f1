package dev.leakcheck.internal.agent;

import java.util.List;

/**
 * Whether creation sites are known in this JVM.
 *
 * @param active whether the hooks are in and were proven to fire
 * @param problem why not, in one sentence; empty if active
 * @param remedy the switch that would help; empty if active
 * @param missing choke points that this JDK does not have, for the report
 */
public record AgentStatus(boolean active, String problem, String remedy, List<String> missing) {

    /** Copies the list. */
    public AgentStatus {
        missing = List.copyOf(missing);
    }

    /** All is well, but for these choke points. */
    public static AgentStatus active(List<String> missing) {
        return new AgentStatus(true, "", "", missing);
    }

    /** No creation sites, and why. */
    public static AgentStatus inactive(String problem, String remedy) {
        return new AgentStatus(false, problem, remedy, List.of());
    }
}
