package dev.leakcheck.internal.probe.processes;

import dev.leakcheck.spi.LiveResource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Child processes as the system lists them, without creation sites. */
final class ListedProcesses {

    private final Map<ProcessHandle, LiveResource> known = new ConcurrentHashMap<>();

    List<LiveResource> live() {
        known.keySet().removeIf(handle -> !handle.isAlive());
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .map(handle -> known.computeIfAbsent(handle, Listed::new))
                .toList();
    }

    private static final class Listed implements LiveResource {
        private final ProcessHandle handle;

        Listed(ProcessHandle handle) {
            this.handle = handle;
        }

        @Override
        public Object identity() {
            return this;
        }

        @Override
        public String summary() {
            return LiveProcess.describe(handle.pid());
        }

        @Override
        public String remedy() {
            return "call destroy() on the Process and waitFor() it before the test ends";
        }
    }
}
