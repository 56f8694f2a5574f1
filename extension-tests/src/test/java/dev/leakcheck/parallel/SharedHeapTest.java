package dev.leakcheck.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.parallel.SharedHeapFixture.CleanCase;
import dev.leakcheck.fixtures.parallel.SharedHeapFixture.IsolatedCase;
import dev.leakcheck.fixtures.parallel.SharedHeapFixture.KeepingCase;
import dev.leakcheck.fixtures.parallel.SharedHeapFixture.LockingCase;
import dev.leakcheck.fixtures.parallel.SharedHeapFixture.OneCase;
import dev.leakcheck.fixtures.parallel.SharedHeapFixture.OtherCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import org.junit.jupiter.api.Test;

/** The heap is everyone's: who answers for its growth depends on who ran at the same time. */
class SharedHeapTest {

    @Test
    void concurrentTestsAreJudgedByTheirClass() {
        TestRun run = run("same_thread", KeepingCase.class, CleanCase.class);

        assertThat(run.failed()).extracting(TestResult::displayName).containsExactly("SharedHeapFixture$KeepingCase");
        assertThat(run.failed().get(0).mustFail().messageOrEmpty().replaceAll("9(\\.\\d)? MB", "9 MB"))
                .startsWith("SharedHeapFixture.KeepingCase left 9 MB of heap reachable (budget 4 MB)\n")
                .contains("of several tests that ran at the same time none is known to have created it");
        assertThat(run.stderr()).doesNotContain("The heap");
    }

    @Test
    void concurrentClassesAreJudgedNotAtAllButForThoseThatAskToBeAlone() {
        TestRun run = run("concurrent", OneCase.class, OtherCase.class, IsolatedCase.class, LockingCase.class);

        assertThat(run.failed())
                .extracting(result -> result.mustFail()
                        .messageOrEmpty()
                        .lines()
                        .findFirst()
                        .orElse("")
                        .replaceAll("(9\\.9|10(\\.\\d)?) MB", "10 MB"))
                .containsExactlyInAnyOrder(
                        "SharedHeapFixture.IsolatedCase.keeps() left 10 MB of heap reachable (budget 4 MB)",
                        "SharedHeapFixture.LockingCase.keeps() left 10 MB of heap reachable (budget 4 MB)");
        assertThat(run.stderr().lines().filter(line -> line.contains("heap")))
                .satisfiesExactly(notice -> assertThat(notice)
                        .startsWith("[LeakCheck] The heap is not judged for test classes that run concurrently"));
    }

    private static TestRun run(String classes, Class<?>... fixtures) {
        return ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "100ms")
                .parameter("junit.jupiter.execution.parallel.enabled", "true")
                .parameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .parameter("junit.jupiter.execution.parallel.mode.classes.default", classes)
                .parameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .run(fixtures);
    }
}
