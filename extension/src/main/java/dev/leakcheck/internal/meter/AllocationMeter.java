package dev.leakcheck.internal.meter;

import dev.leakcheck.internal.agent.Agent;
import dev.leakcheck.internal.heap.Allocation;
import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.os.ThreadText;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.track.ThreadTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What the threads that work for one scope allocate.
 *
 * <p>Three sums: of stretches in which a thread worked for the scope, its own thread's included; of live threads that the
 * scope started; and of threads that have ended, which only the JVM's total still knows. The last one counts only if it
 * cannot be anybody else's.
 */
final class AllocationMeter {

    /** Threads of the JVM that no list shows allocate a little. */
    private static final long NOISE = 64 * 1024;

    /**
     * What one thread has allocated for the scope. One value, replaced as a whole: the verdict reads it while the
     * thread goes on to other work, and from two it would learn nothing of a stretch between its end and its sum.
     *
     * @param done in stretches of work that are over
     * @param since what the thread had allocated in all when the stretch that goes on began, or {@link #IDLE}
     */
    private record Work(long done, long since) {
        static final long IDLE = -1;

        static final Work NONE = new Work(0, IDLE);

        boolean isOn() {
            return since != IDLE;
        }

        Work begun(long now) {
            return new Work(done, now);
        }

        Work ended(long now) {
            return new Work(done + now - since, IDLE);
        }

        Work without(long bytes) {
            return new Work(done - bytes, since);
        }

        long bytes(long now) {
            // The stretch may have begun after the thread was asked.
            return isOn() ? done + Math.max(0, now - since) : done;
        }
    }

    /**
     * What somebody has allocated.
     *
     * @param who a thread, or threads that have ended
     */
    record Part(String who, long bytes) {}

    private final ScopeNode scope;
    private final ThreadTable threads;
    private final WeakIdentityMap<Thread, Work> work = new WeakIdentityMap<>();
    private final Queue<Thread> foreign = new ConcurrentLinkedQueue<>();
    private volatile Map<Thread, Long> before = Map.of();
    private volatile long totalBefore;

    AllocationMeter(ScopeNode scope, ThreadTable threads) {
        this.scope = scope;
        this.threads = threads;
    }

    /** Measures from now on; on the scope's own thread. */
    void restart() {
        foreign.clear();
        // Held: of one that is gone nobody would know that it was there.
        Map<Thread, Long> now = new IdentityHashMap<>();
        for (Thread thread : PlatformThreads.live()) {
            now.put(thread, Math.max(0, Allocation.bytesOf(thread)));
        }
        before = now;
        totalBefore = Allocation.totalBytes();
        work.put(Thread.currentThread(), Work.NONE.begun(Allocation.currentThreadBytes()));
    }

    /** The calling thread goes on for another scope, or for none. */
    void switched(@Nullable ScopeNode now) {
        Thread thread = Thread.currentThread();
        Work sofar = workOf(thread);
        if (now == scope && !sofar.isOn() && !isRooted(thread)) {
            long bytes = Allocation.currentThreadBytes();
            if (bytes >= 0) {
                work.put(thread, sofar.begun(bytes));
            }
        } else if (now != scope && sofar.isOn()) {
            work.put(thread, sofar.ended(Allocation.currentThreadBytes()));
        }
    }

    /** The calling thread has allocated this for LeakCheck. */
    void excuse(long bytes) {
        Thread thread = Thread.currentThread();
        Work sofar = workOf(thread);
        if (sofar.isOn()) {
            work.put(thread, sofar.without(bytes));
        }
    }

    private Work workOf(Thread thread) {
        Work sofar = work.get(thread);
        return sofar == null ? Work.NONE : sofar;
    }

    /** A thread is about to start. */
    void starting(Thread thread) {
        if (!isRooted(thread)) {
            foreign.add(thread);
        }
    }

    private boolean isRooted(Thread thread) {
        ScopeNode root = threads.rootScope(thread);
        return root != null && root.isWithin(scope);
    }

    /** What was allocated so far, by whom; the most first. Call on the scope's own thread. */
    List<Part> parts() {
        long total = Allocation.totalBytes();
        Thread self = Thread.currentThread();
        List<Part> parts = new ArrayList<>();
        long counted = 0;
        long others = 0;
        boolean allAlive = true;
        Map<Thread, Long> atStart = before;
        for (Thread thread : PlatformThreads.live()) {
            long now = Math.max(0, Allocation.bytesOf(thread));
            boolean fresh = !atStart.containsKey(thread);
            long delta = now - atStart.getOrDefault(thread, 0L);
            long mine = fresh && isRooted(thread) ? delta : workOf(thread).bytes(now);
            others += delta - mine;
            counted += mine;
            if (mine > 0) {
                parts.add(new Part(thread == self ? "the test's own thread" : ThreadText.of(thread), mine));
            }
        }
        for (Thread thread : atStart.keySet()) {
            allAlive &= thread.isAlive();
        }
        for (Thread thread : foreign) {
            allAlive &= thread.isAlive();
        }
        long ended = total < 0 || totalBefore < 0 ? 0 : total - totalBefore - counted - others;
        // Without the agent nobody tells whose the threads were.
        if (allAlive && Agent.isActive() && !scope.overlapped() && ended > NOISE) {
            parts.add(new Part("threads that have ended", ended));
        }
        parts.sort(Comparator.comparingLong(Part::bytes).reversed());
        return parts;
    }
}
