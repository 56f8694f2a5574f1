package dev.leakcheck.internal.probe.threads;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.owner.LazyOwnership;
import dev.leakcheck.internal.track.ThreadTable;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Sees live threads: platform threads as the JVM lists them, virtual threads as the agent saw them start and end. */
public final class ThreadProbe implements LeakProbe {

    private final ThreadTable table = Tracker.instance().threads();

    /** Found by the service loader. */
    public ThreadProbe() {}

    @Override
    public Resource resource() {
        return Resource.THREADS;
    }

    @Override
    public String noun() {
        return "thread";
    }

    @Override
    public String leftBehind() {
        return "running";
    }

    @Override
    public Collection<LiveResource> live(Scope scope, long budget) {
        List<LiveResource> live = new ArrayList<>();
        LazyOwnership ownership = new LazyOwnership();
        for (Thread thread : PlatformThreads.live()) {
            live.add(new LiveThread(thread, table, ownership));
        }
        for (Thread thread : table.virtualThreads()) {
            live.add(new LiveThread(thread, table, ownership));
        }
        return live;
    }
}
