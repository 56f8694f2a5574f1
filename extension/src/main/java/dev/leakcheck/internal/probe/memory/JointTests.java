package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.heap.Allocation;
import dev.leakcheck.internal.heap.HeapQuota;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.spi.Detail;
import dev.leakcheck.spi.LiveResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tests that are measured together, by their class, since there is no time to measure each: from the first that was not
 * measured to the end of the class, or to the next test that has a budget of its own, or that somebody asked to check.
 *
 * <p>Together they are accused only if one of them would be: if more has stayed than all that was allocated meanwhile, less
 * what each of these tests allocated beyond its budget. Fixtures, failed tests and what is not asked about the heap may so
 * keep what they like.
 */
final class JointTests {

    private final SettledHeap heap;
    private final UnjudgedTests unjudged;
    private final Map<ScopeNode, Long> classBudgets = new ConcurrentHashMap<>();
    private final Map<ScopeNode, Stretch> open = new ConcurrentHashMap<>();
    private final Map<ScopeNode, List<LiveResource>> found = new ConcurrentHashMap<>();

    /** Tests that follow each other and have not been measured. */
    private static final class Stretch {
        final ScopeNode testClass;
        final boolean requested;
        final long budget;
        final String first;
        final Instant began;
        final long allocatedBefore;
        final Map<ScopeNode, Long> beyondBudget = new HashMap<>();

        Stretch(ScopeNode testClass, ScopeNode first, long budget, Instant began, long allocatedBefore) {
            this.testClass = testClass;
            this.requested = first.isRequested();
            this.budget = budget;
            this.first = first.name();
            this.began = began;
            this.allocatedBefore = allocatedBefore;
        }

        long mayHaveStayed() {
            long beyond =
                    beyondBudget.values().stream().mapToLong(Long::longValue).sum();
            return Math.max(0, Allocation.totalBytes() - allocatedBefore - beyond);
        }
    }

    JointTests(SettledHeap heap, UnjudgedTests unjudged) {
        this.heap = heap;
        this.unjudged = unjudged;
    }

    /** A class can answer for its tests. */
    void classOpened(ScopeNode testClass, long budget) {
        classBudgets.put(testClass, budget);
    }

    void classClosed(ScopeNode testClass) {
        classBudgets.remove(testClass);
        open.remove(testClass);
        found.remove(testClass);
    }

    /** A test or a block begins: those before it are measured now if they must not be taken together with it. */
    void opened(ScopeNode scope, long budget) {
        Stretch stretch = around(scope);
        if (stretch == null) {
            return;
        }
        if (scope.kind() == Scope.Kind.BLOCK) {
            // In the middle of a test there is what it will let go of.
            open.remove(stretch.testClass);
        } else if (budget != stretch.budget || scope.isRequested() != stretch.requested) {
            measure(stretch.testClass);
        }
    }

    /** Whether a test is one of a stretch. */
    boolean isOpenFor(ScopeNode test) {
        return around(test) != null;
    }

    /** Whether a test may be left to its class: one that has a budget of its own is worth its time. */
    boolean canBePutOff(ScopeNode test, long budget) {
        ScopeNode around = test.enclosing();
        Long classBudget = around == null ? null : classBudgets.get(around);
        return test.kind() == Scope.Kind.TEST && classBudget != null && classBudget == budget;
    }

    /**
     * Leaves a test to its class, if that can answer for it and if there is no time.
     *
     * @param allocatedBefore by all threads, when the test began; negative if unknown
     */
    boolean putOff(ScopeNode test, long budget, Instant began, long allocatedBefore) {
        Stretch stretch = around(test);
        if (stretch == null) {
            ScopeNode testClass = test.enclosing();
            if (testClass == null
                    || allocatedBefore < 0
                    || !canBePutOff(test, budget)
                    || HeapQuota.of(test.isRequested()).isLeft()) {
                return false;
            }
            stretch = new Stretch(testClass, test, budget, began, allocatedBefore);
            open.put(testClass, stretch);
        }
        if (!test.isExcused()) {
            stretch.beyondBudget.put(test, Math.max(0, Allocation.totalBytes() - allocatedBefore - budget));
        }
        return true;
    }

    /** Whether tests of a class have been left to it. */
    boolean has(ScopeNode testClass) {
        return open.containsKey(testClass) || found.containsKey(testClass);
    }

    /** What its tests keep together. */
    List<LiveResource> live(ScopeNode testClass) {
        measure(testClass);
        return found.getOrDefault(testClass, List.of());
    }

    private void measure(ScopeNode testClass) {
        Stretch stretch = open.remove(testClass);
        if (stretch == null) {
            return;
        }
        HeapQuota quota = HeapQuota.of(stretch.requested);
        if (!quota.isLeftForClasses()) {
            unjudged.add(stretch.beyondBudget.size());
            return;
        }
        Detail whose = Detail.lines(
                "by its tests from " + stretch.first + " on, which were measured together;"
                        + " run the class alone to have each measured",
                List.of());
        long most = Math.max(stretch.budget, stretch.mayHaveStayed());
        List<LiveResource> grown = heap.growthSinceCheckpoint(
                most, new Subject(testClass, quota, stretch.began, stretch.beyondBudget.size(), List.of(whose)));
        if (!grown.isEmpty()) {
            found.computeIfAbsent(testClass, ignored -> new ArrayList<>()).addAll(grown);
        }
    }

    private @Nullable Stretch around(ScopeNode test) {
        for (ScopeNode around = test.enclosing(); around != null; around = around.enclosing()) {
            Stretch stretch = open.get(around);
            if (stretch != null) {
                return stretch;
            }
        }
        return null;
    }
}
