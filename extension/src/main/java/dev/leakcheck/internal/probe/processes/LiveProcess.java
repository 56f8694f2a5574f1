package dev.leakcheck.internal.probe.processes;

import dev.leakcheck.internal.os.LinuxProcess;
import dev.leakcheck.internal.track.ProcessTable.Child;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Standing;

/** One child process that the agent saw start. */
final class LiveProcess implements LiveResource {

    private final Child child;

    LiveProcess(Child child) {
        this.child = child;
    }

    @Override
    public Object identity() {
        return child;
    }

    @Override
    public String summary() {
        return describe(child.pid());
    }

    static String describe(long pid) {
        String commandLine = LinuxProcess.commandLine(pid);
        return "process " + pid + (commandLine == null ? "" : ": " + commandLine);
    }

    @Override
    public Origin origin() {
        return child.origin();
    }

    @Override
    public Standing standing() {
        return child.destroyed() ? Standing.ending("destroy() was called") : Standing.held();
    }

    @Override
    public String siteHeading() {
        return "started at";
    }

    @Override
    public String remedy() {
        return "call destroy() on the Process and waitFor() it before the test ends";
    }
}
