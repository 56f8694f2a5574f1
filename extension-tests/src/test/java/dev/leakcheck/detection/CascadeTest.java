package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.CascadeFixture;
import dev.leakcheck.fixtures.CleanFixture;
import dev.leakcheck.fixtures.LateWorkersFixture;
import dev.leakcheck.fixtures.SpinnerFixture;
import dev.leakcheck.fixtures.jdbc.JdbcFileFixture;
import dev.leakcheck.testing.Failure;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult.Status;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nobody is blamed for what is not their doing. */
class CascadeTest {

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void blamesOnlyTheCulprit() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(CascadeFixture.class);

        assertThat(Outcomes.of(run))
                .filteredOn(line -> !line.startsWith("failsAndLeaks: "))
                .containsExactly(
                        "abortsAndLeaks: ABORTED",
                        "clean: SUCCESSFUL",
                        "cleanAfterAbort: SUCCESSFUL",
                        "cleanAfterDisabled: SUCCESSFUL",
                        "cleanAfterFailure: SUCCESSFUL",
                        "cleanWhileSpinnerAllocates: SUCCESSFUL",
                        "cleanWhileSpinnerOpens: SUCCESSFUL",
                        "disabled: SKIPPED",
                        "leaksAnother: left 1 file descriptor open (budget 0)",
                        "leaksSpinner: left 1 thread running (budget 0)");
        Failure own = run.test("failsAndLeaks").mustFail();
        assertThat(own.message()).isEqualTo("its own failure");
        assertThat(own.suppressedMessages())
                .singleElement()
                .asString()
                .startsWith("CascadeFixture.failsAndLeaks() left 1 file descriptor open (budget 0)\n\n  1) file ")
                .doesNotContain("still there after");
    }

    /** One cause is one leak: what it starts after the verdict is not charged to the class as well. */
    @Test
    void blamesACauseOnceWhateverItStartsLater() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .run(JdbcFileFixture.class, LateWorkersFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "LateWorkersFixture: left 2 threads running (budget 0)",
                        "a_leaks: left 1 JDBC connection unclosed (budget 0)",
                        "a_leaksWorker: left 1 thread running (budget 0)",
                        "b_leaksTheSecond: left 1 JDBC connection unclosed (budget 0)",
                        "b_leavesIdlePool: SUCCESSFUL",
                        "c_letsThemWrite: SUCCESSFUL",
                        "c_usesBoth: SUCCESSFUL",
                        "d_closes: SUCCESSFUL");
        assertThat(Outcomes.message(run.container(LateWorkersFixture.class)).lines())
                .filteredOn(line -> line.contains("thread \"") || line.startsWith("     created in"))
                .containsExactly(
                        "  1) thread \"of idle\", daemon=false, WAITING; still there after 50 ms",
                        "     created in LateWorkersFixture.b_leavesIdlePool()",
                        "  2) thread \"of the class\", daemon=false, WAITING; still there after 50 ms");
    }

    @Test
    void judgesOthersBesideAThreadThatAllocatesWithoutEnd() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(SpinnerFixture.class);

        assertThat(Outcomes.headlines(run))
                .map(line -> line.replaceAll("grew by \\d MB", "grew"))
                .containsExactly(
                        "leaksSpinner -> thread \"spinner\", daemon=true, RUNNABLE",
                        "repetition 20 of 100 -> heap grew, held by static dev.leakcheck.fixtures.SpinnerFixture.KEPT",
                        "repetition 70 of 100 -> heap grew, held by static dev.leakcheck.fixtures.SpinnerFixture.KEPT");
        assertThat(run.tests()).hasSize(101);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void acquitsFirstUsesOfTheJdk(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent().jdk(jdk).run(CleanFixture.class);

        assertThat(Outcomes.of(run)).hasSize(11).allMatch(line -> line.endsWith(": " + Status.SUCCESSFUL));
    }

    /** Without an agent it cannot be told that the JDK keeps these for itself: nothing of it has a name that says so. */
    @Test
    void acquitsWhatIsClosedWithoutAgent() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.agent", "off").run(CleanFixture.class);

        assertThat(Outcomes.of(run))
                .filteredOn(line -> !line.matches("(asynchronousFileChannel|http.*|jarUrl): .*"))
                .hasSize(7)
                .allMatch(line -> line.endsWith(": " + Status.SUCCESSFUL));
    }
}
