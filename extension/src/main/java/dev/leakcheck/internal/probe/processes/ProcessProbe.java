package dev.leakcheck.internal.probe.processes;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.agent.Agent;
import dev.leakcheck.internal.track.ProcessTable;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import java.util.Collection;
import java.util.List;

/** Sees child processes: those the agent saw start, or without it those that the system lists. */
public final class ProcessProbe implements LeakProbe {

    private final ProcessTable table = Tracker.instance().processes();
    private final ListedProcesses listed = new ListedProcesses();

    /** Found by the service loader. */
    public ProcessProbe() {}

    @Override
    public Resource resource() {
        return Resource.PROCESSES;
    }

    @Override
    public String noun() {
        return "process";
    }

    @Override
    public String leftBehind() {
        return "running";
    }

    @Override
    public Collection<? extends LiveResource> live(Scope scope, long budget) {
        if (!Agent.isActive()) {
            return listed.live();
        }
        List<ProcessTable.Child> children = table.live();
        return children.isEmpty()
                ? List.of()
                : children.stream().map(LiveProcess::new).toList();
    }
}
