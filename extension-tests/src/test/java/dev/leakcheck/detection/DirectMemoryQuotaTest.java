package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.DirectMemoryQuotaFixture.CleanCase;
import dev.leakcheck.fixtures.DirectMemoryQuotaFixture.LeakingCase;
import dev.leakcheck.fixtures.DirectMemoryQuotaFixture.NeighbourCase;
import dev.leakcheck.fixtures.DirectMemoryQuotaFixture.OuterCase;
import dev.leakcheck.fixtures.DirectMemoryQuotaFixture.OwnBudgetCase;
import dev.leakcheck.fixtures.DirectMemoryQuotaFixture.SpendingCase;
import dev.leakcheck.fixtures.DirectMemoryQuotaFixture.UnrequestedCase;
import dev.leakcheck.fixtures.DirectMemoryQuotaFixture.UnrequestedLeakingCase;
import dev.leakcheck.fixtures.DirectMemoryQuotaFixture.WithinBudgetsCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where there is no time to collect garbage for each test that dropped direct memory, one collection serves a class. */
class DirectMemoryQuotaTest {

    @Test
    void withoutTimeOneCollectionServesAClass() {
        TestRun run = requested(
                "0ms",
                CleanCase.class,
                LeakingCase.class,
                WithinBudgetsCase.class,
                OwnBudgetCase.class,
                OuterCase.class,
                NeighbourCase.class);

        assertThat(run.failed().stream().map(DirectMemoryQuotaTest::verdict))
                .containsExactlyInAnyOrder(
                        "DirectMemoryQuotaFixture.LeakingCase left 3 MB of direct memory reserved (budget 1 MB)",
                        "DirectMemoryQuotaFixture.OwnBudgetCase.a_keepsMoreThanItMay() left 700 KB of direct memory"
                                + " reserved (budget 512 KB)",
                        "DirectMemoryQuotaFixture.OuterCase.Inner left 3 MB of direct memory reserved (budget 1 MB)");
        assertThat(run.failed().stream()
                        .filter(failed -> failed.displayName().contains("LeakingCase"))
                        .map(failed -> failed.mustFail().messageOrEmpty()))
                .singleElement()
                .asString()
                .contains("LeakingCase.b_keeps(DirectMemoryQuotaFixture.java:");
        assertThat(collections(run)).hasSize(20).containsOnly(collections(run).get(0));
    }

    @Test
    void withTimeEachTestIsJudged() {
        TestRun run = requested("60s", LeakingCase.class, WithinBudgetsCase.class, OuterCase.class);

        assertThat(run.failed().stream().map(DirectMemoryQuotaTest::verdict))
                .containsExactlyInAnyOrder(
                        "DirectMemoryQuotaFixture.LeakingCase.b_keeps() left 3 MB of direct memory reserved (budget 1 MB)",
                        "DirectMemoryQuotaFixture.OuterCase.Inner.keeps() left 3 MB of direct memory reserved"
                                + " (budget 1 MB)");
    }

    @Test
    void whatNobodyAskedForCostsNextToNothing() {
        TestRun run = fork().autodetection().run(UnrequestedLeakingCase.class, UnrequestedCase.class);

        assertThat(run.failed().stream().map(DirectMemoryQuotaTest::verdict))
                .containsExactly("DirectMemoryQuotaFixture.UnrequestedLeakingCase.keeps() left 3 MB of direct memory"
                        + " reserved (budget 1 MB)");
        List<Long> collections = collections(run);
        assertThat(collections).hasSize(400);
        assertThat(collections.get(399) - collections.get(0)).isLessThan(200);
    }

    @Test
    void whereEvenClassesTakeTooLongSomeAreNotJudgedWhichIsSaid() {
        TestRun run = fork().autodetection().run(SpendingCase.class, UnrequestedLeakingCase.class, LeakingCase.class);

        assertThat(run.failed().stream().map(DirectMemoryQuotaTest::verdict))
                .containsExactly(
                        "DirectMemoryQuotaFixture.LeakingCase.b_keeps() left 3 MB of direct memory reserved (budget 1 MB)");
        assertThat(run.stderr().lines().filter(line -> line.contains("not judged for direct memory")))
                .containsExactly(
                        "[LeakCheck] Some test classes are not judged for direct memory. Where all classes are checked,"
                                + " measurements that find nothing may take 500 ms and 1 % of what the run works. To have them judged,"
                                + " annotate them with @LeakCheck, or set leakcheck.heap.quota");
    }

    private static List<Long> collections(TestRun run) {
        return run.tests().stream()
                .flatMap(test -> test.reportEntries().stream())
                .map(entry -> Long.parseLong(entry.get("collections")))
                .toList();
    }

    private static String verdict(TestResult failed) {
        return failed.mustFail().messageOrEmpty().lines().findFirst().orElse("");
    }

    private static TestRun requested(String quota, Class<?>... fixtures) {
        return fork().parameter("leakcheck.heap.quota", quota).run(fixtures);
    }

    private static ForkedJUnit fork() {
        return ForkedJUnit.onCurrent().jvmArgs("-XX:+UseSerialGC", "-Xmx512m");
    }
}
