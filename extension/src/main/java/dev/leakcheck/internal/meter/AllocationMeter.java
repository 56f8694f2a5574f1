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

    /** Makes new buffers for all that arrives, even for who reads it piece by piece: not the test's doing. */
    private static final String HTTP_SELECTOR = "jdk.internal.net.http.HttpClientImpl$SelectorManager";

    /**
     * What one thread has allocated for whom it works. One value, replaced as a whole: the verdict reads it while the
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
     * @param who a thread, workers of a pool, or threads that have ended
     */
    record Part(String who, long bytes) {}

    /** What the workers of one pool have allocated; a thread of its own is one of one. */
    private static final class Pool {
        private final List<Thread> workers = new ArrayList<>();
        private long bytes;
        private long most;

        void add(Thread worker, long itsBytes) {
            workers.add(itsBytes > most ? 0 : workers.size(), worker);
            most = Math.max(most, itsBytes);
            bytes += itsBytes;
        }

        Part part() {
            Thread first = workers.get(0);
            String who = first == Thread.currentThread() ? "the test's own thread" : ThreadText.of(first);
            return new Part(
                    workers.size() == 1 ? who : workers.size() + " workers of one pool, the most by " + who, bytes);
        }
    }

    private final ScopeNode scope;
    private final ThreadTable threads;
    /** For the scope; but of a thread that is the scope's by its root, for others: a pool that all use has one maker. */
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
        boolean others = now != null && !now.isWithin(scope);
        boolean counts = isRooted(thread) ? others : now == scope;
        if (counts && !sofar.isOn()) {
            long bytes = Allocation.currentThreadBytes();
            if (bytes >= 0) {
                work.put(thread, sofar.begun(bytes));
            }
        } else if (!counts && sofar.isOn()) {
            work.put(thread, sofar.ended(Allocation.currentThreadBytes()));
        }
    }

    /** The calling thread has allocated this for somebody else. */
    void excuse(long bytes) {
        Thread thread = Thread.currentThread();
        Work sofar = workOf(thread);
        boolean rooted = isRooted(thread);
        if (sofar.isOn() != rooted) {
            work.put(thread, sofar.without(rooted ? -bytes : bytes));
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
        return root != null
                && root.isWithin(scope)
                && !thread.getClass().getName().equals(HTTP_SELECTOR);
    }

    /** What was allocated so far, by whom; the most first. Call on the scope's own thread. */
    List<Part> parts() {
        long total = Allocation.totalBytes();
        Map<Object, Pool> pools = new IdentityHashMap<>();
        long counted = 0;
        long others = 0;
        boolean allAlive = true;
        Map<Thread, Long> atStart = before;
        for (Thread thread : PlatformThreads.live()) {
            long now = Math.max(0, Allocation.bytesOf(thread));
            boolean fresh = !atStart.containsKey(thread);
            long delta = now - atStart.getOrDefault(thread, 0L);
            long worked = workOf(thread).bytes(now);
            boolean rooted = isRooted(thread);
            long mine = Math.max(0, rooted && fresh ? delta - worked : rooted ? 0 : worked);
            others += delta - mine;
            counted += mine;
            if (mine > 0) {
                Object pool = threads.pool(thread);
                pools.computeIfAbsent(pool == null ? thread : pool, key -> new Pool())
                        .add(thread, mine);
            }
        }
        for (Thread thread : atStart.keySet()) {
            allAlive &= thread.isAlive();
        }
        for (Thread thread : foreign) {
            allAlive &= thread.isAlive();
        }
        long ended = total < 0 || totalBefore < 0 ? 0 : total - totalBefore - counted - others;
        List<Part> parts = new ArrayList<>();
        pools.values().forEach(pool -> parts.add(pool.part()));
        // Without the agent nobody tells whose the threads were.
        if (allAlive && Agent.isActive() && !scope.overlapped() && ended > NOISE) {
            parts.add(new Part("threads that have ended", ended));
        }
        parts.sort(Comparator.comparingLong(Part::bytes).reversed());
        return parts;
    }
}
