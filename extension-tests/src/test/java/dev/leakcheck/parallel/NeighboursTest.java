package dev.leakcheck.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.parallel.NeighboursFixture.BelatedCase;
import dev.leakcheck.fixtures.parallel.NeighboursFixture.CleanCase;
import dev.leakcheck.fixtures.parallel.NeighboursFixture.LateCase;
import dev.leakcheck.fixtures.parallel.NeighboursFixture.LeakyCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A leak reddens neither the tests after it nor the classes beside it. */
class NeighboursTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachAnswersForItselfAlone(boolean concurrent) {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .parameter("junit.jupiter.execution.parallel.enabled", String.valueOf(concurrent))
                .parameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .parameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .run(LeakyCase.class, CleanCase.class, LateCase.class, BelatedCase.class);

        assertThat(run.failed())
                .extracting(result ->
                        result.mustFail().messageOrEmpty().lines().findFirst().orElse(""))
                .containsExactlyInAnyOrder(
                        "NeighboursFixture.LeakyCase left 1 thread running (budget 0), 1 file descriptor open (budget 0)",
                        "NeighboursFixture.LateCase.leaves() left 1 thread running (budget 0), 1 file descriptor open"
                                + " (budget 0)",
                        "NeighboursFixture.BelatedCase left 1 file descriptor open (budget 0)");
        assertThat(run.container(LeakyCase.class).mustFail().messageOrEmpty())
                .contains("to fix:    end the thread and join() it before the class ends\n");
        assertThat(run.container(BelatedCase.class).mustFail().messageOrEmpty())
                .contains("created in NeighboursFixture.BelatedCase.submits()", "belated.txt");
    }
}
