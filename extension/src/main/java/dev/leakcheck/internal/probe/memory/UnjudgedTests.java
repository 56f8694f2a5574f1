package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.heap.HeapQuota;
import java.util.Locale;

/** Tests that may have kept memory, which there was no time to find out. */
final class UnjudgedTests {

    private int count;
    private long grownMost;
    private String whereMost = "";

    synchronized void add(int tests) {
        count += tests;
    }

    /** The heap is larger after a test than before it, for whatever reason. */
    synchronized void addGrown(Subject subject, long bytes) {
        count += subject.tests();
        if (bytes > grownMost) {
            grownMost = bytes;
            whereMost = subject.scope().name();
        }
    }

    /** What a user should know of them, or an empty string; forgets them. */
    synchronized String told() {
        if (count == 0) {
            return "";
        }
        String told = String.format(
                Locale.ROOT,
                "Not judged for heap: %,d of the tests that allocated more than their budgets%s. Where all classes are"
                        + " checked, measurements that find nothing may take %s. To have tests judged, annotate their"
                        + " classes with @LeakCheck, or set leakcheck.heap.quota",
                count,
                grownMost == 0 ? "" : "; the heap has grown most, by " + Sizes.format(grownMost) + ", in " + whereMost,
                HeapQuota.UNREQUESTED);
        count = 0;
        grownMost = 0;
        return told;
    }
}
