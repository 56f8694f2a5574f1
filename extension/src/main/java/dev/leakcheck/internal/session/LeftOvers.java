package dev.leakcheck.internal.session;

import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.owner.library.LoopTimers;
import dev.leakcheck.internal.rest.LeftOverNames;
import dev.leakcheck.internal.rest.NativeName;
import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.track.VirtualThreads;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Threads that somebody has answered for, or that were told to stop, and that go on: one that wakes now and then must not
 * make all that leaks later be waited for. While it waits where it waited then, whatever it does when it wakes is no scope's
 * that has not ended.
 */
final class LeftOvers {

    private final WeakIdentityMap<Thread, StackTraceElement[]> places = new WeakIdentityMap<>();
    private volatile boolean any;

    /** Its scope has been judged. */
    void note(Object identity) {
        if (identity instanceof Thread thread && !VirtualThreads.isVirtual(thread) && tellsItsStack(thread)) {
            places.put(thread, thread.getStackTrace());
            any = true;
        }
    }

    /** The names of those that are there now. */
    LeftOverNames names() {
        if (!any) {
            return LeftOverNames.NONE;
        }
        Set<String> all = new HashSet<>();
        Set<String> others = new HashSet<>();
        Set<String> otherSleepers = new HashSet<>();
        for (Thread thread : PlatformThreads.live()) {
            String name = NativeName.of(thread.getName());
            if (isInItsPlace(thread)) {
                all.add(name);
            } else {
                others.add(name);
                if (thread.getState() == Thread.State.TIMED_WAITING) {
                    otherSleepers.add(name);
                }
            }
        }
        Set<String> sleepers = new HashSet<>(all);
        sleepers.removeAll(otherSleepers);
        all.removeAll(others);
        return new LeftOverNames(all, sleepers);
    }

    private boolean isInItsPlace(Thread thread) {
        StackTraceElement[] place = places.get(thread);
        return place != null
                && Tracker.instance().threads().isLeftOver(thread)
                && !mayWorkForOthers(thread)
                && Arrays.equals(place, thread.getStackTrace(), LeftOvers::compareMethods);
    }

    /** By method, not by line: one that sleeps for long may do so in slices, and the last one elsewhere. */
    private static int compareMethods(StackTraceElement one, StackTraceElement other) {
        int byClass = one.getClassName().compareTo(other.getClassName());
        return byClass != 0 ? byClass : one.getMethodName().compareTo(other.getMethodName());
    }

    /** A loop that others hand tasks to, or one that runs a task now; what tells of the tasks to come is asked elsewhere. */
    private static boolean mayWorkForOthers(Thread thread) {
        return CurrentScope.isBusy(thread) || isGivenTasks(thread) || LoopTimers.loopOf(thread) != null;
    }

    /** Whether it is a timer, or a worker of a pool that may have tasks which are not known to be of scopes that have ended. */
    private static boolean isGivenTasks(Thread thread) {
        Object pool = Tracker.instance().threads().pool(thread);
        if (pool == null) {
            return PlatformThreads.isTimer(thread);
        }
        boolean known =
                pool.getClass() == ThreadPoolExecutor.class || pool.getClass() == ScheduledThreadPoolExecutor.class;
        return !known || !areAllOfEnded(((ThreadPoolExecutor) pool).getQueue());
    }

    private static boolean areAllOfEnded(Queue<Runnable> queue) {
        return queue.getClass().getModule() == Object.class.getModule()
                && Arrays.stream(queue.toArray()).allMatch(Tracker.instance()::isOfEnded);
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
