package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.heap.HeapQuota;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.spi.Detail;
import dev.leakcheck.spi.LiveResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tests that are measured together, by their class, since there is no time to measure each: from the first that was not
 * measured to the end of the class, or to the next test that has a budget of its own.
 */
final class JointTests {

    private static final long KB = 1024;
    /** What tests that leave nothing may grow caches by, in all and each: measured 0.2 to 0.4 KB a test. */
    private static final long ALLOWANCE = KB * KB;

    private static final long ALLOWANCE_PER_TEST = 16 * KB;

    private final SettledHeap heap;
    private final Map<ScopeNode, Long> classBudgets = new ConcurrentHashMap<>();
    private final Map<ScopeNode, Stretch> open = new ConcurrentHashMap<>();
    private final Map<ScopeNode, List<LiveResource>> found = new ConcurrentHashMap<>();

    /** Tests that follow each other and have not been measured. */
    private static final class Stretch {
        final Instant began;
        final String first;
        int tests = 1;

        Stretch(Instant began, String first) {
            this.began = began;
            this.first = first;
        }
    }

    JointTests(SettledHeap heap) {
        this.heap = heap;
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

    /** A test begins: those before it are measured now if they must not be taken together with it. */
    void testOpened(ScopeNode test, long budget) {
        ScopeNode testClass = classWithOpenStretch(test);
        Stretch stretch = testClass == null ? null : open.get(testClass);
        if (testClass == null || stretch == null) {
            return;
        }
        if (test.kind() == Scope.Kind.TEST && budget == classBudgets.getOrDefault(testClass, budget)) {
            stretch.tests++;
        } else {
            measure(testClass, classBudgets.getOrDefault(testClass, budget));
        }
    }

    /** Whether a test is one of a stretch. */
    boolean isOpenFor(ScopeNode test) {
        return classWithOpenStretch(test) != null;
    }

    /** Leaves a test to its class, if that can answer for it. */
    boolean putOff(ScopeNode test, long budget, Instant began) {
        if (test.kind() != Scope.Kind.TEST) {
            return false;
        }
        ScopeNode testClass = classWithOpenStretch(test);
        if (testClass != null) {
            return true;
        }
        ScopeNode around = test.enclosing();
        Long classBudget = around == null ? null : classBudgets.get(around);
        // A test that has a budget of its own is worth its time.
        if (around == null || classBudget == null || classBudget != budget || HeapQuota.isLeft()) {
            return false;
        }
        open.put(around, new Stretch(began, test.name()));
        return true;
    }

    /** Whether tests of a class have been left to it. */
    boolean has(ScopeNode testClass) {
        return open.containsKey(testClass) || found.containsKey(testClass);
    }

    /** What its tests keep together. */
    List<LiveResource> live(ScopeNode testClass, long budget) {
        measure(testClass, budget);
        return found.getOrDefault(testClass, List.of());
    }

    private void measure(ScopeNode testClass, long budget) {
        Stretch stretch = open.remove(testClass);
        if (stretch == null || budget == Long.MAX_VALUE) {
            return;
        }
        long allowance = ALLOWANCE + stretch.tests * ALLOWANCE_PER_TEST;
        Detail whose = Detail.lines(
                "by its tests from " + stretch.first + " on, which were measured together;"
                        + " run the class alone to have each measured",
                List.of());
        List<LiveResource> grown = heap.growthOfTests(budget, allowance, testClass, stretch.began, whose);
        if (!grown.isEmpty()) {
            found.computeIfAbsent(testClass, ignored -> new ArrayList<>()).addAll(grown);
        }
    }

    private @Nullable ScopeNode classWithOpenStretch(ScopeNode test) {
        for (ScopeNode around = test.enclosing(); around != null; around = around.enclosing()) {
            if (open.containsKey(around)) {
                return around;
            }
        }
        return null;
    }
}
