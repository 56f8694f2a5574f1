package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.HeapQuotaFixture.AfterHoldingCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.AfterLoadingCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.CleanCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.ExcusedCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.LeakingCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.LoadingCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.NeighbourCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.OuterCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.OwnBudgetCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.PartlyRequestedCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.UncountedCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.UnrequestedCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.UnrequestedDripCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.UnrequestedHoldingCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.UnrequestedLeakingCase;
import dev.leakcheck.fixtures.HeapQuotaFixture.WithinBudgetsCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where there is no time to measure the heap test by test, a class answers for its tests, and no leak is lost. */
class HeapQuotaTest {

    @Test
    void withoutTimeClassesAreMeasured() {
        TestRun run = run(
                "0ms", CleanCase.class, LeakingCase.class, OwnBudgetCase.class, OuterCase.class, NeighbourCase.class);

        assertThat(run.failed().stream().map(HeapQuotaTest::verdict))
                .containsExactlyInAnyOrder(
                        "HeapQuotaFixture.LeakingCase left 30 MB of heap reachable (budget 4 MB)",
                        "HeapQuotaFixture.OwnBudgetCase left 9 MB of heap reachable (budget 4 MB)",
                        "HeapQuotaFixture.OwnBudgetCase.c_keepsMoreThanItMay() left 3 MB of heap reachable (budget 2 MB)",
                        "HeapQuotaFixture.OuterCase left 20 MB of heap reachable (budget 4 MB)");
        assertThat(message(run, "HeapQuotaFixture$LeakingCase"))
                .contains(
                        "held by static dev.leakcheck.fixtures.HeapQuotaFixture$Backlog.ITEMS\n",
                        "     by its tests from HeapQuotaFixture.LeakingCase.a_tidy() on, which were measured together;"
                                + " run the class alone to have each measured\n");
        assertThat(run.stderr().lines().filter(line -> line.contains("measured together")))
                .containsExactly(
                        "[LeakCheck] To find that tests keep no memory has taken longer than 0 ms and 3 % of the run: from now on"
                                + " the tests of a class are measured together, at its end, and fail it if they keep more than"
                                + " all of them may. To have each measured, run a class alone, or set leakcheck.heap.quota");
        List<String> collections = run.tests().stream()
                .flatMap(test -> test.reportEntries().stream())
                .map(entry -> entry.get("collections"))
                .toList();
        assertThat(collections).hasSize(20).containsOnly(collections.get(0));
    }

    @Test
    void whoHasNothingToAnswerForDoesNotAnswerTogetherEither() {
        TestRun run = run("0ms", WithinBudgetsCase.class, ExcusedCase.class, NeighbourCase.class);

        assertThat(run.failed().stream().map(HeapQuotaTest::verdict)).containsExactly("its own failure");
    }

    @Test
    void withTimeTestsAreMeasured() {
        TestRun run = run("60s", CleanCase.class, LeakingCase.class, OuterCase.class, NeighbourCase.class);

        assertThat(run.failed().stream().map(HeapQuotaTest::verdict))
                .containsExactlyInAnyOrder(
                        "HeapQuotaFixture.LeakingCase.b_keeps() left 30 MB of heap reachable (budget 4 MB)",
                        "HeapQuotaFixture.OuterCase.keeps() left 20 MB of heap reachable (budget 4 MB)");
        assertThat(run.stderr()).doesNotContain("measured together");
    }

    @Test
    void whatNobodyAskedForCostsNextToNothing() {
        TestRun run = ForkedJUnit.onCurrent()
                .jvmArgs("-XX:+UseSerialGC", "-Xmx512m")
                .autodetection()
                .run(UnrequestedLeakingCase.class, UnrequestedCase.class, LeakingCase.class);

        assertThat(run.failed().stream().map(failed -> verdict(failed).replaceFirst(" left .* of heap", " left heap")))
                .containsExactlyInAnyOrder(
                        "HeapQuotaFixture.UnrequestedLeakingCase.keeps() left heap reachable (budget 4 MB)",
                        "HeapQuotaFixture.LeakingCase.b_keeps() left heap reachable (budget 4 MB)");
        List<Long> collections = run.tests().stream()
                .flatMap(test -> test.reportEntries().stream())
                .map(entry -> Long.parseLong(entry.get("collections")))
                .toList();
        assertThat(collections).hasSize(600);
        assertThat(collections.get(599) - collections.get(0)).isLessThan(300);
    }

    /** Up to JUnit 5.11 a test begins before it is known which one it is. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatSomebodyAskedForIsJudgedAmongTheRest(boolean oldest) {
        TestRun run = (oldest ? ForkedJUnit.on(ForkedJUnit.versions().get(0)) : ForkedJUnit.onCurrent())
                .jvmArgs("-XX:+UseSerialGC", "-Xmx512m")
                .autodetection()
                .run(
                        UnrequestedHoldingCase.class,
                        AfterHoldingCase.class,
                        LoadingCase.class,
                        AfterLoadingCase.class,
                        UnrequestedCase.class,
                        PartlyRequestedCase.class);

        assertThat(run.failed().stream().map(failed -> verdict(failed).replaceFirst(" left .*", "")))
                .containsExactlyInAnyOrder(
                        "HeapQuotaFixture.PartlyRequestedCase.b_keeps()",
                        "HeapQuotaFixture.PartlyRequestedCase.Inner.keeps()",
                        "HeapQuotaFixture.AfterHoldingCase.keeps()",
                        "HeapQuotaFixture.AfterLoadingCase.keeps()");
        assertThat(run.stderr().lines().filter(line -> line.contains("ot judged for heap")))
                .singleElement()
                .asString()
                .matches(
                        "\\[LeakCheck] Not judged for heap: \\d+ of the tests that allocated more than their budgets;"
                                + " the heap has grown most, by \\d\\d(\\.\\d)? MB, in HeapQuotaFixture.UnrequestedHoldingCase.fillsItsFields\\(\\)."
                                + " Where all classes are checked, measurements that find nothing may take 500 ms and 1 % of what the"
                                + " run works. To have tests judged, annotate their classes with @LeakCheck, or set leakcheck.heap.quota");
        assertThat(run.stderr()).doesNotContain("measured together");
    }

    @Test
    void aHeapTooLargeToLookIntoIsMeasuredAgain() {
        TestRun run = ForkedJUnit.onCurrent()
                .jvmArgs("-XX:+UseSerialGC", "-Xmx512m")
                .autodetection()
                .parameter("leakcheck.heap.quota", "1s")
                .run(UnrequestedHoldingCase.class, UnrequestedLeakingCase.class);

        assertThat(run.failed().stream().map(HeapQuotaTest::verdict))
                .containsExactly(
                        "HeapQuotaFixture.UnrequestedLeakingCase.keeps() left 30 MB of heap reachable (budget 4 MB)");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whereAllocationIsNotCountedTestsAreJudgedAllTheSame(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .jvmArgs("-XX:+UseSerialGC", "-Xmx512m")
                .autodetection()
                .run(UncountedCase.class);

        assertThat(run.failed().stream().map(HeapQuotaTest::verdict))
                .containsExactly("HeapQuotaFixture.UncountedCase.b_keeps() left 30 MB of heap reachable (budget 4 MB)");
        assertThat(run.stderr()).contains("thread allocation is not measured (it is switched off)");
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void whoAllocatesMuchDoesNotAnswerForWhatThoseBeforeKept() {
        TestRun run = ForkedJUnit.onCurrent()
                .jvmArgs("-XX:+UseSerialGC", "-Xmx512m")
                .autodetection()
                .run(UnrequestedDripCase.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.tests()).hasSize(600);
    }

    private static String verdict(TestResult failed) {
        String line = failed.mustFail().messageOrEmpty().lines().findFirst().orElse("");
        return Pattern.compile("[\\d.]+(?= MB of)")
                .matcher(line)
                .replaceAll(size -> Long.toString(Math.round(Double.parseDouble(size.group()))));
    }

    private static String message(TestRun run, String displayName) {
        return run.failed().stream()
                .filter(failed -> failed.displayName().equals(displayName))
                .map(failed -> failed.mustFail().messageOrEmpty())
                .findFirst()
                .orElse("");
    }

    private static TestRun run(String quota, Class<?>... fixtures) {
        return ForkedJUnit.onCurrent()
                .jvmArgs("-XX:+UseSerialGC", "-Xmx512m")
                .parameter("leakcheck.heap.quota", quota)
                .run(fixtures);
    }
}
