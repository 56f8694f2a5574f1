package dev.leakcheck.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.parallel.PatientTasksFixture.PatientCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import org.junit.jupiter.api.Test;

/** Who submitted a task is known however many others are forked until it runs. */
class PatientTasksTest {

    @Test
    void whatWaitsIsStillItsOwn() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("junit.jupiter.execution.parallel.enabled", "true")
                .parameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .parameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "3")
                .run(PatientCase.class);

        assertThat(run.tests()).hasSize(3);
        assertThat(run.failed())
                .singleElement()
                .satisfies(result -> assertThat(result.mustFail().messageOrEmpty())
                        .startsWith(
                                "PatientTasksFixture.PatientCase.leaves() left 2 file descriptors open (budget 0)\n")
                        .contains("leaves-stage.txt", "leaves-queued.txt"));
    }
}
