package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.internal.heap.Allocation;
import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.track.ThreadTable;
import java.util.IdentityHashMap;
import java.util.Map;

/** What threads allocate that an ended scope left running: it is not the doing of the scope that runs now. */
final class LeftOverThreads {

    private final ThreadTable table;

    LeftOverThreads(ThreadTable table) {
        this.table = table;
    }

    /** What each of them has allocated so far; empty, and cheap, unless something was left running. */
    Map<Thread, Long> allocated() {
        Map<Thread, Long> allocated = new IdentityHashMap<>();
        for (Thread thread : PlatformThreads.live()) {
            if (table.isLeftOver(thread)) {
                allocated.put(thread, Math.max(0, Allocation.bytesOf(thread)));
            }
        }
        return allocated;
    }

    /** What they have allocated since then. */
    long allocatedSince(Map<Thread, Long> before) {
        long sum = 0;
        for (Map.Entry<Thread, Long> now : allocated().entrySet()) {
            sum += Math.max(0, now.getValue() - before.getOrDefault(now.getKey(), 0L));
        }
        return sum;
    }
}
