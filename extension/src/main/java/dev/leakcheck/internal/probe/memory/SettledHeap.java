package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.internal.agent.LibraryLoads;
import dev.leakcheck.internal.heap.Allocation;
import dev.leakcheck.internal.heap.ClassBytes;
import dev.leakcheck.internal.heap.ClassHistogram;
import dev.leakcheck.internal.heap.HeapBaseline;
import dev.leakcheck.internal.heap.HeapOwners;
import dev.leakcheck.internal.heap.HeapQuota;
import dev.leakcheck.internal.heap.Initialisers;
import dev.leakcheck.internal.heap.KeptDumps;
import dev.leakcheck.internal.heap.LiveHeap;
import dev.leakcheck.internal.heap.SharedHeap;
import dev.leakcheck.internal.heap.sites.AllocationSampling;
import dev.leakcheck.internal.heap.sites.Samples;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.spi.LiveResource;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * The last known figure of what is reachable, and what was allocated since.
 *
 * <p>Between two figures lie tests that allocated too little to be measured. Each may yet have grown the heap a little,
 * which must not be blamed on the test that is measured next: it gets an allowance, and where that would be too much for
 * its budget, a fresh figure is taken before it begins; so it is where the figure holds what fixtures have let go of since.
 * What threads allocate that earlier tests left running counts for nobody.
 */
final class SettledHeap {

    private static final long MB = 1 << 20;
    /** What a stretch of unmeasured tests may have grown the heap by, in all: measured 0.2 to 0.4 KB a test. */
    private static final long ALLOWANCE = MB;
    /** … and in proportion to what they allocated, */
    private static final long ALLOWANCE_PART = 16;
    /** … but for a test or a fixture that allocated more than this at once: all of that may have stayed. */
    private static final long BULK = MB / 2;

    /** What was allocated since the settled figure, where nobody counts that or there is none. */
    private static final long UNKNOWN = Long.MAX_VALUE;

    /** With more, no growth would be too much. */
    private static final long MOST_ALLOWANCE = UNKNOWN / ALLOWANCE_PART / 2;

    /** In budgets of a test, how much of its growth might not be seen where there is no time for figures that can be put off. */
    private static final int MOST_UNSEEN = 4;

    /** The growth by a loaded class, its mirror, constants and static state: measured 1.2 to 2.8 KB, most with ZGC. */
    private static final long PER_LOADED_CLASS = 3 * 1024;

    /**
     * So many more loaders of classes than before are looked at, whoever made them: each library has a few, and a leak of
     * fewer shows by what they hold.
     */
    private static final long MANY_LOADERS = 100;

    private final LeftOverThreads leftOver;
    private final UnjudgedTests unjudged;
    private final CostlyEvidence evidence = new CostlyEvidence();

    private ClassHistogram settled = ClassHistogram.EMPTY;
    private long settledAt = -1;
    /** What each thread had allocated then. */
    private WeakIdentityMap<Thread, Long> settledThreads = new WeakIdentityMap<>();
    /** … and before the figure was taken: what they allocated meanwhile may be in it or not. */
    private WeakIdentityMap<Thread, Long> threadsBefore = new WeakIdentityMap<>();
    /** What of the settled figure was test instances', which are garbage by now. */
    private List<ClassBytes> settledInstances = List.of();

    private HeapBaseline holders = HeapBaseline.NONE;
    private long loadedClasses;
    private long unmeasuredAllowance;
    private long boundaryAt;
    /** What was allocated in bulk since the settled figure. */
    private long bulk;
    /** What of the settled figure may have been let go of since: as much growth would not be seen. */
    private long passing;
    /** Whether that was too much for the test that runs. */
    private boolean outdated;

    SettledHeap(LeftOverThreads leftOver, UnjudgedTests unjudged) {
        this.leftOver = leftOver;
        this.unjudged = unjudged;
    }

    /** A test begins or ends: what was allocated since the last such moment was allocated by one of them. */
    synchronized void boundary() {
        unmeasuredAtBoundary();
    }

    private long unmeasuredAtBoundary() {
        long now = unmeasured();
        if (now != UNKNOWN && now - boundaryAt > BULK && settledAt >= 0) {
            bulk += now - boundaryAt;
        }
        boundaryAt = now;
        return now;
    }

    /**
     * Makes sure that the figure is fresh enough to judge a test of this budget, as far as the quota goes. An old one still
     * acquits, and accuses of what nobody else can have kept.
     *
     * @param precisely even if there is no time for it
     */
    synchronized void checkpointFor(long budget, HeapQuota quota, boolean precisely) {
        long unmeasured = unmeasuredAtBoundary();
        unmeasuredAllowance = Math.min(unmeasured, bulk + ALLOWANCE + unmeasured / ALLOWANCE_PART);
        outdated = passing > budget / 2;
        if (unmeasuredAllowance <= budget / 2 && !outdated) {
            return;
        }
        boolean mayBeOld = quota == HeapQuota.UNREQUESTED && unmeasured != UNKNOWN;
        long unseen = mayBeOld ? passing : Math.max(passing, unmeasuredAllowance);
        boolean hasTime =
                precisely || unseen / MOST_UNSEEN > budget ? quota.isLeftForClasses() : quota.isLeftForBaselines();
        if (hasTime && isWorthIt(quota) && measurable()) {
            HeapQuota.Stopwatch measurement = HeapQuota.begin();
            WeakIdentityMap<Thread, Long> threads = leftOver.allocatedByAll();
            boolean roughly = quota == HeapQuota.UNREQUESTED;
            remember(roughly ? heap().settleRoughly() : heap().settle(), threads, List.of());
            unmeasuredAllowance = roughly ? LiveHeap.ROUGH_BYTES : 0;
            measurement.foundNothing();
        } else if (mayBeOld) {
            // All that was allocated since, by whom ever, may have stayed.
            unmeasuredAllowance = Allocation.totalBytes() - settledAt;
        }
    }

    /** A class has ended whose fixtures allocated so much; perhaps more than a long holds, as the largest stands for all. */
    synchronized void ended(long allocatedByFixtures) {
        passing = Math.max(passing, passing + allocatedByFixtures);
    }

    synchronized boolean measurable() {
        return heap().measurable();
    }

    synchronized String limitation() {
        return heap().limitation();
    }

    /** What the subject keeps, by who holds it, if that is more than the budget. */
    synchronized List<LiveResource> growthSinceCheckpoint(long budget, Subject subject) {
        ScopeNode scope = subject.scope();
        if (unmeasuredAllowance > MOST_ALLOWANCE || !isWorthIt(subject.quota())) {
            unjudged.add(subject.tests());
            return List.of();
        }
        HeapQuota.Stopwatch measurement = HeapQuota.begin();
        ClassHistogram before = settled.without(settledInstances);
        WeakIdentityMap<Thread, Long> threads = leftOver.allocatedByAll();
        long classes = PER_LOADED_CLASS * (loadedClasses() - loadedClasses);
        // What others may keep is looked at again when there is evidence.
        long tolerated = Math.addExact(budget, unmeasuredAllowance + classes);
        long ofLoaders = Math.addExact(budget, unmeasuredAllowance);
        ClassHistogram now = heap().settle();
        boolean worthEvidence = CostlyEvidence.isWorth(subject.quota(), now.totalBytes());
        if (worthEvidence) {
            now = heap().settleThoroughly(now, before, hasManyLoaders(now, before) ? ofLoaders : tolerated);
        }
        if (now.growthBytesSince(before) <= (hasManyLoaders(now, before) ? ofLoaders : tolerated)) {
            boolean acquitted = !outdated && now.growthBytesSince(before) <= budget + classes;
            if (!acquitted && subject.quota() == HeapQuota.UNREQUESTED) {
                unjudged.add(subject.tests());
            }
            remember(now, threads, List.of());
            measurement.foundNothing();
            return List.of();
        }
        if (!worthEvidence) {
            unjudged.addGrown(subject, now.growthBytesSince(before) - unmeasuredAllowance);
            rememberForNow(now, threads);
            measurement.foundNothing();
            return List.of();
        }
        long byOthers = leftOver.allocatedSince(threadsBefore::get);
        HeapOwners owners = evidence.of(scope, leftOver);
        if (!owners.analysed()) {
            // Without the evidence that nothing excuses the growth nobody is accused of it.
            if (!owners.reason().isEmpty()) {
                Notices.onceOf("Growth of the heap could not be judged: ", owners.reason());
            }
            rememberForNow(now, threads);
            measurement.acquitted();
            return List.of();
        }
        HeapOwners.Growth growth = Initialisers.excused(
                owners.grown(before, now, holders),
                scope::isTestCode,
                className -> LibraryLoads.since(className, subject.began()));
        holders = owners.baseline();
        remember(now, threads, owners.ofInstances().classes());
        long allowance = unmeasuredAllowance;
        if (byOthers > 0 && growth.bytes() - allowance > budget && growth.bytes() - allowance - byOthers <= budget) {
            allowance += leftOver.keep(byOthers, heap());
        }
        if (growth.bytes() - allowance <= budget) {
            evidence.acquitted(scope, growth);
            measurement.acquitted();
            return List.of();
        }
        KeptDumps.keep(scope.name());
        Samples samples = AllocationSampling.since(subject.began()).without(leftOver.ids());
        GrowthSites sites =
                new GrowthSites(samples, growth, owners.ofInstances().classes());
        List<LiveResource> blocks = HeapGrowth.of(growth, budget, scope, sites, subject.whose());
        if (AllocationSampling.isOn()) {
            // To read a recording fills caches of the JDK, which are not the next test's.
            WeakIdentityMap<Thread, Long> afterwards = leftOver.allocatedByAll();
            remember(heap().settle(), afterwards, owners.ofInstances().classes());
        }
        return blocks;
    }

    /** Whether class loaders may be what stayed, and not only classes. */
    private static boolean hasManyLoaders(ClassHistogram now, ClassHistogram before) {
        return now.loaders() - before.loaders() > MANY_LOADERS;
    }

    /** What is there more than at the last figure, excuses not counted; 0 if there is none. */
    synchronized long growthInAll() {
        return settledAt < 0 || !measurable() ? 0 : heap().settle().growthBytesSince(settled);
    }

    /** Whether there would be time to find out who holds the heap; if not, a collection could lead to no verdict. */
    private boolean isWorthIt(HeapQuota quota) {
        return CostlyEvidence.isWorth(quota, Math.max(0, settled.totalBytes() - passing));
    }

    /** A figure of which much may be a test instance's, or garbage after all: the next test needs a new one. */
    private void rememberForNow(ClassHistogram figure, WeakIdentityMap<Thread, Long> threads) {
        remember(figure, threads, List.of());
        passing = Long.MAX_VALUE;
    }

    /**
     * Takes a figure as the settled one.
     *
     * @param threads what each thread had allocated before it was taken
     */
    private void remember(ClassHistogram figure, WeakIdentityMap<Thread, Long> threads, List<ClassBytes> instances) {
        settled = figure;
        threadsBefore = threads;
        settledInstances = instances;
        settledThreads = leftOver.allocatedByAll();
        loadedClasses = loadedClasses();
        settledAt = Allocation.totalBytes();
        boundaryAt = 0;
        bulk = 0;
        passing = 0;
        outdated = false;
    }

    /** What was allocated since the settled figure, but by threads that earlier tests left running. */
    private long unmeasured() {
        long total = Allocation.totalBytes();
        return total < 0 || settledAt < 0
                ? UNKNOWN
                : Math.max(0, total - settledAt - leftOver.allocatedByNowSince(settledThreads::get));
    }

    private static long loadedClasses() {
        return ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    }

    private static LiveHeap heap() {
        return SharedHeap.get();
    }
}
