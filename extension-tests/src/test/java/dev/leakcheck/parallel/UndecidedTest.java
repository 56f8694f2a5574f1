package dev.leakcheck.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.parallel.EarlyPoolFixture;
import dev.leakcheck.fixtures.parallel.StaticTimersFixture;
import dev.leakcheck.fixtures.parallel.UndecidedFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Outcomes;
import dev.leakcheck.testing.TestRun;
import org.junit.jupiter.api.Test;

/** What cannot be charged to one of several tests fails their class, which says why. */
class UndecidedTest {

    private static final String REASON = "of several tests that ran at the same time none is known to have created it";

    @Test
    void theOnlyTestThatRunsAnswers() {
        TestRun run = run(false);

        assertThat(Outcomes.of(run, UndecidedFixture.class)).isEqualTo("""
                callsBack() failed: UndecidedFixture.callsBack() left 1 file descriptor open (budget 0)
                runsBeside() successful""");
        assertThat(run.test("callsBack").mustFail().messageOrEmpty())
                .contains("from-a-handler.txt")
                .doesNotContain(REASON);
    }

    @Test
    void theFirstTaskOfATimerForAllIsItsSubmittersToo() {
        TestRun run = ForkedJUnit.onCurrent().run(StaticTimersFixture.class);

        assertThat(Outcomes.of(run, StaticTimersFixture.class)).isEqualTo("""
                a_firstTaskLeaves() failed: StaticTimersFixture.a_firstTaskLeaves() left 1 file descriptor open (budget 0)
                b_nextTaskLeaves() failed: StaticTimersFixture.b_nextTaskLeaves() left 1 file descriptor open (budget 0)
                c_firstUseOfWhatKeepsAFileForItself() successful""");
    }

    @Test
    void ofSeveralTheClassAnswers() {
        TestRun run = run(true);

        assertThat(Outcomes.of(run, UndecidedFixture.class)).isEqualTo("""
                callsBack() successful
                class failed: UndecidedFixture left 1 file descriptor open (budget 0)
                runsBeside() successful""");
        assertThat(run.container(UndecidedFixture.class).mustFail().messageOrEmpty())
                .contains("from-a-handler.txt", REASON);
    }

    /** Who started a worker of the common pool has nothing to do with what it runs. */
    @Test
    void doesNotNameWhoStartedAWorkerOfThePoolForAll() {
        TestRun run = ForkedJUnit.onCurrent()
                .systemProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "2")
                .parameter("leakcheck.settle", "50ms")
                .run(EarlyPoolFixture.class);

        assertThat(Outcomes.of(run, EarlyPoolFixture.class)).isEqualTo("""
                a_startsTheWorker() successful
                b_leaksInTheWorker() failed: EarlyPoolFixture.b_leaksInTheWorker() left 1 file descriptor open (budget 0)""");
        assertThat(run.test("b_leaksInTheWorker").mustFail().messageOrEmpty())
                .contains("     opened at\n\tat dev.leakcheck.fixtures.Leaks.file(")
                .doesNotContain("which comes from");
    }

    private static TestRun run(boolean concurrent) {
        return ForkedJUnit.onCurrent()
                .systemProperty("fixture.concurrent", String.valueOf(concurrent))
                .parameter("leakcheck.settle", "50ms")
                .parameter("junit.jupiter.execution.parallel.enabled", String.valueOf(concurrent))
                .parameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .parameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .run(UndecidedFixture.class);
    }
}
