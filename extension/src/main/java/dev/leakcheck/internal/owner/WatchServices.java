package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.jdk.Runnables;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.Tracker;
import java.nio.file.WatchService;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a {@link WatchService} of the JDK's on Linux has: a descriptor, which leads two more, and the thread that waits for its events. */
public final class WatchServices {

    private static final String ON_LINUX = "sun.nio.fs.LinuxWatchService";

    private WatchServices() {}

    /** The opening of the service that a thread waits for; null if it does not, or that was not heard of. */
    public static @Nullable Opening openingFor(Thread thread) {
        Object task = Runnables.of(thread);
        return task != null && isOnLinux(task) && descriptor(task) instanceof Integer number
                ? Tracker.instance().descriptors().get(number)
                : null;
    }

    /** The descriptor and the thread of one that is open. */
    static List<Object> partsOf(WatchService service) {
        if (!isOnLinux(service)) {
            return List.of();
        }
        Modules.open(service.getClass());
        Object poller = Reflect.field(service, "poller");
        if (poller == null || Boolean.TRUE.equals(Reflect.field(service, "closed"))) {
            return List.of(); // Its number may be another's.
        }
        Stream<Object> threads = Stream.of(PlatformThreads.live())
                .filter(thread -> Runnables.of(thread) == poller)
                .map(Object.class::cast);
        return Stream.concat(Stream.ofNullable(descriptor(poller)), threads).toList();
    }

    private static boolean isOnLinux(Object part) {
        return part.getClass().getName().startsWith(ON_LINUX);
    }

    private static @Nullable Object descriptor(Object poller) {
        Modules.open(poller.getClass());
        return Reflect.field(poller, "ifd");
    }
}
