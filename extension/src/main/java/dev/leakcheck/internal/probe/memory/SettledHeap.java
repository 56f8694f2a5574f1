package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.internal.heap.Allocation;
import dev.leakcheck.internal.heap.ClassHistogram;
import dev.leakcheck.internal.heap.HeapDumpReachability;
import dev.leakcheck.internal.heap.LiveHeap;
import dev.leakcheck.internal.heap.SharedHeap;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.spi.LiveResource;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;

/**
 * The last known figure of what is reachable, and what was allocated since.
 *
 * <p>Between two figures lie tests that allocated too little to be measured. Each may yet have grown the heap a little,
 * which must not be blamed on the test that is measured next: it gets an allowance, and where that would be too much for
 * its budget, a fresh figure is taken before it begins. So must the classes that were loaded not be blamed on the test
 * that happened to use them first.
 */
final class SettledHeap {

    private static final long MB = 1 << 20;
    /** What a stretch of unmeasured tests may have grown the heap by, in all: measured 0.2 to 0.4 KB a test. */
    private static final long ALLOWANCE = MB;
    /** … and in proportion to what they allocated, */
    private static final long ALLOWANCE_PART = 16;
    /** … but for a test or a fixture that allocated more than this at once: all of that may have stayed. */
    private static final long BULK = MB / 2;

    /** The growth by a loaded class, its mirror, constants and static state: measured 1.2 to 2.8 KB, most with ZGC. */
    private static final long PER_LOADED_CLASS = 3 * 1024;

    private ClassHistogram settled = ClassHistogram.EMPTY;
    private long settledAt = -1;
    /** How much of the settled figure was test instances, which are garbage by now. */
    private long settledInstances;

    private long settledSoft;

    private long loadedClasses;

    private long unmeasuredAllowance;
    private long boundaryAt = -1;
    /** What was allocated in bulk since the settled figure. */
    private long bulk;

    /** A test begins or ends: what was allocated since the last such moment was allocated by one of them. */
    synchronized void boundary() {
        long now = Allocation.totalBytes();
        long stretch = now - Math.max(boundaryAt, settledAt);
        if (stretch > BULK && settledAt >= 0) {
            bulk += stretch;
        }
        boundaryAt = now;
    }

    /** Makes sure that the figure is fresh enough to judge a test of this budget. */
    synchronized void checkpointFor(long budget) {
        boundary();
        long now = Allocation.totalBytes();
        long unmeasured = now < 0 || settledAt < 0 ? Long.MAX_VALUE : now - settledAt;
        unmeasuredAllowance = Math.min(unmeasured, bulk + ALLOWANCE + unmeasured / ALLOWANCE_PART);
        if (unmeasuredAllowance > budget / 2 && measurable()) {
            remember(heap().settle(), 0);
            unmeasuredAllowance = 0;
        }
    }

    synchronized boolean measurable() {
        return heap().measurable();
    }

    synchronized String limitation() {
        return heap().limitation();
    }

    /**
     * What the heap has grown by, if that is more than the budget when the test's instances are counted as dead.
     *
     * @param byOthers what is not the test's doing
     */
    synchronized Optional<LiveResource> growthSinceCheckpoint(long budget, long byOthers, Set<String> testClasses) {
        ClassHistogram before = settled;
        long allowance = unmeasuredAllowance + byOthers + PER_LOADED_CLASS * (loadedClasses() - loadedClasses);
        long tolerated = Math.addExact(budget, allowance) - settledInstances;
        ClassHistogram now = heap().settleThoroughly(before, tolerated);
        long growth = now.growthBytesSince(before) + settledInstances;
        long instances = 0;
        if (growth - allowance > budget) {
            HeapDumpReachability dump = HeapDumpReachability.analyse();
            if (!dump.analysed()) {
                // Without the evidence that nothing excuses the growth nobody is accused of it.
                Notices.once("Growth of the heap could not be judged: " + dump.reason());
                remember(now, 0);
                return Optional.empty();
            }
            instances = dump.retainedOnlyByInstancesOf(testClasses).bytes();
            // The JVM drops what is softly reachable before it runs out of memory.
            growth -= instances + Math.max(0, dump.softlyReachableBytes() - settledSoft);
            settledSoft = dump.softlyReachableBytes();
        }
        remember(now, instances);
        return growth - allowance > budget
                ? Optional.of(new HeapGrowth(growth, now.growthSince(before)))
                : Optional.empty();
    }

    /** What is there more than at the last figure, excuses not counted; 0 if there is none. */
    synchronized long growthInAll() {
        return settledAt < 0 || !measurable() ? 0 : heap().settle().growthBytesSince(settled);
    }

    private void remember(ClassHistogram figure, long instances) {
        settled = figure;
        settledInstances = instances;
        loadedClasses = loadedClasses();
        settledAt = Allocation.totalBytes();
        bulk = 0;
    }

    private static long loadedClasses() {
        return ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    }

    private static LiveHeap heap() {
        return SharedHeap.get();
    }
}
