package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.ProcessFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import org.junit.jupiter.api.Test;

class ProcessDetectionTest {

    @Test
    void findsRunningProcesses() {
        TestRun run = ForkedJUnit.onCurrent().run(ProcessFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "destroyed: SUCCESSFUL",
                        "ended: SUCCESSFUL",
                        "endsSoon: SUCCESSFUL",
                        "leftAReaderOfOneThatEnded: left 1 thread running (budget 0)",
                        "leftRunning: left 1 process running (budget 0)",
                        "leftRunningWithAReader: left 1 process running (budget 0)",
                        "leftSenderOfThatOfAll: left 1 thread running (budget 0)",
                        "redirectedAndEnded: SUCCESSFUL",
                        "refusesToEnd: SUCCESSFUL",
                        "usesThatOfAll: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("leftRunningWithAReader")))
                .contains("     with it:\n       thread \"reader\", daemon=true, ");
        assertThat(Outcomes.message(run.test("leftRunning"))).isEqualTo("""
                ProcessFixture.leftRunning() left 1 process running (budget 0)

                  1) process N: sleep 1000; still there after 500 ms
                     started at
                \tat dev.leakcheck.fixtures.ProcessFixture.start(ProcessFixture.java)
                \tat dev.leakcheck.fixtures.ProcessFixture.leftRunning(ProcessFixture.java)
                     with it:
                       pipe (fd N)
                       pipe (fd N)
                       pipe (fd N)
                     to fix:    call destroy() on the Process and waitFor() it before the test ends
                     to allow:  @LeakBudget(processes = 1)
                     leak FINGERPRINT""");
    }
}
