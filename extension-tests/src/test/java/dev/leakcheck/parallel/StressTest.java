package dev.leakcheck.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.parallel.StressFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestResult.Status;
import dev.leakcheck.testing.TestRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hundreds of leaking and clean tests at the same time: each is red for exactly its own leak, or green. */
class StressTest {

    private static final Map<String, String> VERDICTS = Map.of(
            "THREAD", "left 1 thread running (budget 0)",
            "FILE", "left 1 file descriptor open (budget 0)",
            "SOCKET", "left 1 file descriptor open (budget 0)",
            "PROCESS", "left 1 process running (budget 0)",
            "BODY", "left 1 HTTP body unclosed (budget 0)");

    @ParameterizedTest
    @CsvSource({"5.14.4,fork_join_pool", "6.1.3,fork_join_pool", "6.1.3,worker_thread_pool"})
    void eachAnswersForItsOwn(String version, String executor) {
        TestRun run = ForkedJUnit.on(version)
                .jvmArgs("-XX:+EnableDynamicAgentLoading", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4")
                .parameter("leakcheck.settle", "300ms")
                .parameter("junit.jupiter.execution.parallel.enabled", "true")
                .parameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .parameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .parameter("junit.jupiter.execution.parallel.config.executor-service", executor)
                .parameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .timeout(Duration.ofMinutes(3))
                .run(StressFixture.OneCase.class, StressFixture.OtherCase.class);

        assertThat(run.stderr()).doesNotContain("a hook failed", "could not be judged", "is off for the rest");
        assertThat(wrong(run)).isEmpty();
        assertThat(run.tests()).hasSizeGreaterThan(240);
        assertThat(run.failed()).hasSize(run.tests().size() / 2 + 8);
    }

    private static List<String> wrong(TestRun run) {
        return run.results().stream()
                .filter(result -> !isRight(result))
                .map(result -> result.displayName() + ": " + result.status() + " " + result.reportEntries()
                        + (result.failure() == null ? "" : result.failure().messageOrEmpty()))
                .toList();
    }

    private static boolean isRight(TestResult result) {
        String name = result.displayName();
        if (result.isTest() && name.endsWith(" true")) {
            String message =
                    result.status() == Status.FAILED ? result.mustFail().messageOrEmpty() : "";
            return !result.reportEntries().isEmpty()
                    && message.lines().findFirst().orElse("").endsWith(VERDICTS.get(name.replaceAll(" .*", "")))
                    && message.contains(result.reportEntries().get(0).get("mark"))
                    && !message.contains("  2) ");
        }
        if (result.isTest() && name.startsWith("repetition")) {
            String message =
                    result.status() == Status.FAILED ? result.mustFail().messageOrEmpty() : "";
            return message.contains("left 1 thread running") && message.contains("made by the same object");
        }
        return result.status() == Status.SUCCESSFUL;
    }
}
