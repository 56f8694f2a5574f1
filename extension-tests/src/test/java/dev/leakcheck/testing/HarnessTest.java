package dev.leakcheck.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakcheck.fixtures.HarnessFixture;
import dev.leakcheck.testing.TestResult.Status;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The harness reports what the fixtures did, on every JUnit of the matrix. */
class HarnessTest {

    static Stream<Arguments> matrix() {
        return ForkedJUnit.versions().stream()
                .flatMap(version -> Jdk.all().stream().map(jdk -> Arguments.of(version, jdk)));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void runsForkedOn(String version, Jdk jdk) {
        TestRun run =
                ForkedJUnit.on(version).jdk(jdk).systemProperty("given", "a b").run(HarnessFixture.class);

        assertOutcomes(run, jdk, "a b");
        assertThat(run.stdout()).contains("printed to stdout");
        assertThat(run.stderr()).contains("printed to stderr");
        assertThat(run.container("JUnit Jupiter").status()).isEqualTo(Status.SUCCESSFUL);
    }

    @Test
    void hasTheWholeMatrix() {
        assertThat(ForkedJUnit.allVersions()).hasSize(4).first().isEqualTo("5.9.3");
        assertThat(ForkedJUnit.allVersions()).contains(System.getProperty("leakcheck-test.junit.version"));
    }

    @Test
    void runsInProcess() {
        assertOutcomes(InProcess.engine().run(HarnessFixture.class), Jdk.current(), "nothing");
        assertOutcomes(InProcess.platform().run(HarnessFixture.class), Jdk.current(), "nothing");
    }

    @Test
    void runsOneMethod() {
        String fails = HarnessFixture.class.getName() + "#fails";

        assertThat(ForkedJUnit.onCurrent().run(fails).tests()).hasSize(1);
        assertThat(InProcess.engine().run(fails).tests()).hasSize(1);
    }

    @Test
    void passesConfigurationParameters() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("junit.jupiter.conditions.deactivate", "*")
                .run(HarnessFixture.class);

        assertThat(run.test("disabled").status()).isEqualTo(Status.SUCCESSFUL);
    }

    @Test
    void endsWhatHangsAndSaysWhatItPrinted() {
        ForkedJUnit fork =
                ForkedJUnit.onCurrent().timeout(Duration.ofSeconds(10)); // Enough for a JVM to start under load.

        assertThatThrownBy(() -> fork.run(HangingCase.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no end within")
                .hasMessageContaining("about to hang");
    }

    @Test
    void saysWhenTheJvmDied() {
        assertThatThrownBy(() -> ForkedJUnit.onCurrent().run(ExitingCase.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("did not come to its end")
                .hasMessageContaining("exit code 3");
    }

    @Test
    void runsSurefire() {
        ForkedSurefire.Run run = ForkedSurefire.withDefaults().run(HarnessFixture.class);

        assertThat(run.exitCode()).as(run.console()).isNotZero();
        assertThat(run.console())
                .contains("second line", "Suppressed: java.lang.IllegalArgumentException: suppressed")
                .contains("Tests run: 9, Failures: 2, Errors: 0, Skipped: 2");

        run = ForkedSurefire.withDefaults()
                .configuration("trimStackTrace", "true")
                .run(HarnessFixture.class);

        assertThat(run.console()).contains("second line").doesNotContain("Suppressed:");
    }

    private static void assertOutcomes(TestRun run, Jdk jdk, String given) {
        assertThat(run.tests()).hasSize(8);
        assertThat(run.test("passes(TestReporter)").status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(run.test("passes(TestReporter)").reportEntries())
                .containsExactly(Map.of("java", String.valueOf(jdk.feature())), Map.of("given", given));
        assertThat(run.test("aborts").status()).isEqualTo(Status.ABORTED);
        assertThat(run.test("disabled").status()).isEqualTo(Status.SKIPPED);
        assertThat(run.test("disabled").skipReason()).isEqualTo("switched off");
        assertThat(run.test("dynamic b").status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(run.failed()).hasSize(2);
        assertThat(run.container(HarnessFixture.class).mustFail().message()).isEqualTo("after all");

        Failure failure = run.test("fails").mustFail();
        assertThat(failure.type()).isEqualTo(AssertionError.class.getName());
        assertThat(failure.message()).isEqualTo("first line\nsecond line");
        assertThat(failure.suppressedMessages()).containsExactly("suppressed");
        assertThat(failure.cause()).extracting(Failure::message).isEqualTo("the cause");
        assertThat(failure.frames().get(0))
                .contains("dev.leakcheck.fixtures.HarnessFixture.fails(HarnessFixture.java:");
        assertThat(failure.text()).contains("Suppressed: java.lang.IllegalArgumentException: suppressed");
    }

    static class HangingCase {
        @Test
        void hangs() throws InterruptedException {
            System.out.println("about to hang");
            Thread.sleep(Long.MAX_VALUE);
        }
    }

    static class ExitingCase {
        @Test
        void exits() {
            Runtime.getRuntime().halt(3);
        }
    }
}
