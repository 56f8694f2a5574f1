package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.internal.heap.Allocation;
import dev.leakcheck.internal.heap.ClassHistogram;
import dev.leakcheck.internal.heap.LiveHeap;
import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.track.ThreadTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What threads allocate that an ended scope left running: it is not the doing of the scope that runs now. */
final class LeftOverThreads {

    private static final long MB = 1 << 20;
    /** What they must allocate to show how much of it they keep. */
    private static final long TELLING = 16 * MB;

    private static final long PATIENCE_NANOS = 500_000_000;
    private static final long PAUSE_MILLIS = 5;
    /** Growth that is noise. */
    private static final long NOTHING = MB / 4;

    /** What may be allocated until what was found out has to be found out again. */
    private static final long RECENT = 32 * 1024;

    private final ThreadTable table;
    private volatile @Nullable Reading latest;
    /** How many scopes have ended: each may leave threads that no earlier reading knows of. */
    private final AtomicInteger ended = new AtomicInteger();

    /**
     * What was found out when all threads had allocated so much, and so many scopes had ended.
     *
     * @param allocated by those that were left over by then
     */
    private record Reading(long total, int scopes, Map<Thread, Long> allocated) {
        boolean isRecent(int scopesByNow) {
            long now = Allocation.totalBytes();
            return scopes == scopesByNow && total >= 0 && now >= 0 && now - total <= RECENT;
        }
    }

    LeftOverThreads(ThreadTable table) {
        this.table = table;
    }

    boolean isLeftOver(Thread thread) {
        return table.isLeftOver(thread);
    }

    boolean isOfOther(Thread thread, ScopeNode scope) {
        return table.isOfOther(thread, scope);
    }

    /** Their ids. */
    Set<Long> ids() {
        Set<Long> ids = new HashSet<>();
        for (Thread thread : allocated().keySet()) {
            ids.add(thread.getId());
        }
        return ids;
    }

    /** What each of them has allocated so far; empty, and cheap, unless something was left running. */
    Map<Thread, Long> allocated() {
        List<Thread> threads = new ArrayList<>();
        for (Thread thread : PlatformThreads.live()) {
            if (table.isLeftOver(thread)) {
                threads.add(thread);
            }
        }
        long[] bytes = Allocation.bytesOf(threads);
        Map<Thread, Long> allocated = new IdentityHashMap<>();
        for (int i = 0; i < bytes.length; i++) {
            allocated.put(threads.get(i), Math.max(0, bytes[i]));
        }
        return allocated;
    }

    /** As {@link #allocated()}, but perhaps from a moment ago: a test begins where another one ended. */
    Map<Thread, Long> allocatedByNow() {
        Reading known = latest;
        int scopes = ended.get();
        if (known == null || !known.isRecent(scopes)) {
            known = new Reading(Allocation.totalBytes(), scopes, allocated());
            latest = known;
        }
        return known.allocated();
    }

    /** A scope has ended: what it left running is left over from now on. */
    void scopeEnded() {
        ended.incrementAndGet();
    }

    /** What each thread has allocated so far, for it may be left over later. */
    WeakIdentityMap<Thread, Long> allocatedByAll() {
        List<Thread> threads = List.of(PlatformThreads.live());
        long[] bytes = Allocation.bytesOf(threads);
        WeakIdentityMap<Thread, Long> allocated = new WeakIdentityMap<>();
        for (int i = 0; i < bytes.length; i++) {
            allocated.put(threads.get(i), Math.max(0, bytes[i]));
        }
        return allocated;
    }

    /** What they have allocated since then. */
    long allocatedSince(Function<Thread, @Nullable Long> before) {
        return since(before, allocated());
    }

    /** As {@link #allocatedSince}, until now or a moment ago. */
    long allocatedByNowSince(Function<Thread, @Nullable Long> before) {
        return since(before, allocatedByNow());
    }

    private static long since(Function<Thread, @Nullable Long> before, Map<Thread, Long> allocated) {
        long sum = 0;
        for (Map.Entry<Thread, Long> now : allocated.entrySet()) {
            Long then = before.apply(now.getKey());
            sum += Math.max(0, now.getValue() - (then == null ? 0 : then));
        }
        return sum;
    }

    /**
     * Finds out how much they keep of what they allocate, by watching them when nobody else is at work. Otherwise a
     * thread that turns over garbage would hide every leak of the tests after it.
     *
     * @param bytes what they allocated
     * @return what they may have kept of it; all, if they do not allocate now
     */
    long keep(long bytes, LiveHeap heap) {
        ClassHistogram first = heap.settle();
        Map<Thread, Long> then = allocated();
        long wanted = Math.min(bytes, TELLING);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (allocatedSince(then::get) < wanted && System.nanoTime() < deadline && pause()) {
            // Until they have allocated enough.
        }
        long seen = allocatedSince(then::get);
        if (seen < wanted) {
            return bytes;
        }
        long kept = heap.settle().growthBytesSince(first);
        return kept <= NOTHING ? 0 : (long) Math.min(bytes, 2.0 * kept / seen * bytes);
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
