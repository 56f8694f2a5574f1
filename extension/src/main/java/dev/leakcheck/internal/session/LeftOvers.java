package dev.leakcheck.internal.session;

import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.owner.library.LoopTimers;
import dev.leakcheck.internal.rest.NativeName;
import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.track.VirtualThreads;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Threads that somebody has answered for, and that go on: one that wakes now and then must not make all that leaks later be
 * waited for. While it waits where it waited then, whatever it does when it wakes is no scope's that has not ended.
 */
final class LeftOvers {

    private final WeakIdentityMap<Thread, StackTraceElement[]> places = new WeakIdentityMap<>();
    private volatile boolean any;

    /** Somebody has answered for it. */
    void note(Object identity) {
        if (identity instanceof Thread thread && !VirtualThreads.isVirtual(thread) && tellsItsStack(thread)) {
            places.put(thread, thread.getStackTrace());
            any = true;
        }
    }

    /** The names, as the kernel has them, that none but such threads bear. */
    Set<String> names() {
        if (!any) {
            return Set.of();
        }
        Map<String, Boolean> byName = new HashMap<>();
        for (Thread thread : PlatformThreads.live()) {
            byName.merge(NativeName.of(thread.getName()), isInItsPlace(thread), Boolean::logicalAnd);
        }
        Set<String> names = new HashSet<>();
        byName.forEach((name, allOfThem) -> {
            if (allOfThem) {
                names.add(name);
            }
        });
        return names;
    }

    private boolean isInItsPlace(Thread thread) {
        StackTraceElement[] place = places.get(thread);
        return place != null
                && Tracker.instance().threads().isLeftOver(thread)
                && !mayWorkForOthers(thread)
                && Arrays.equals(place, thread.getStackTrace());
    }

    /** A loop that others hand tasks to, or one that runs a task now; what tells of the tasks to come is asked elsewhere. */
    private static boolean mayWorkForOthers(Thread thread) {
        return CurrentScope.isBusy(thread)
                || Tracker.instance().isGivenTasks(thread)
                || LoopTimers.loopOf(thread) != null;
    }

    /** A subclass of the user's may do anything there. */
    private static boolean tellsItsStack(Thread thread) {
        try {
            return thread.getClass().getMethod("getStackTrace").getDeclaringClass() == Thread.class;
        } catch (NoSuchMethodException | LinkageError unreadable) {
            return false;
        }
    }
}
