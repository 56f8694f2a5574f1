package dev.leakcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.NeverEndedFixture;
import dev.leakcheck.fixtures.ReportFixture.CleanCase;
import dev.leakcheck.fixtures.ReportFixture.LeakingCase;
import dev.leakcheck.fixtures.ReportFixture.OtherCase;
import dev.leakcheck.fixtures.ReportFixture.OtherCleanCase;
import dev.leakcheck.fixtures.RunScopeFixture.IgnoringCase;
import dev.leakcheck.fixtures.RunScopeFixture.SingletonCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.InProcess;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the end of a run says and does. */
class RunScopeTest {

    /** More than Linux has numbers for. */
    private static final long NO_PROCESS = 1L << 30;

    @TempDir
    private Path folder;

    @Test
    void whatLivesAsLongAsTheRunFailsNothing() throws IOException {
        TestRun run = fork().parameter("leakcheck.mode", "report").run(SingletonCase.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.summary().replaceAll("\\d+ ms", "N ms"))
                .isEqualTo("[LeakCheck] Summary: 1 test checked, 0 scopes leaked; left by the run: 1; N ms spent");
        assertThat(jsonOf("leaks-"))
                .singleElement()
                .asString()
                .contains("\"fate\":\"OF_THE_RUN\"", "singleton-worker", "\"project\":\"");
        assertThat(jsonOf("summary-"))
                .singleElement()
                .asString()
                .contains("\"tests\":1,\"leaking\":0,\"leftByRun\":1,\"staleIgnores\":[],\"spentMillis\":");
    }

    @Test
    void failsTheBuildIfAskedTo() {
        for (String version : ForkedJUnit.versions()) {
            TestRun run = ForkedJUnit.on(version)
                    .parameter("leakcheck.settle", "50ms")
                    .parameter("leakcheck.run", "fail")
                    .run(SingletonCase.class);

            assertThat(run.failed()).singleElement().satisfies(failed -> {
                assertThat(failed.isTest()).isFalse();
                assertThat(failed.mustFail().message())
                        .startsWith("test run left 1 thread running (budget 0)\n\n  1) thread \"singleton-worker\"")
                        .contains("\n     to allow:  leakcheck.budget.threads=1\n")
                        .doesNotContain("@LeakBudget");
            });
        }
    }

    @Test
    void whatTheMessageAdvisesAllowsIt() {
        TestRun run = fork().parameter("leakcheck.run", "fail")
                .parameter("leakcheck.budget.threads", "1")
                .run(SingletonCase.class);

        assertThat(run.failed()).isEmpty();
    }

    @Test
    void aCleanRunIsNotFailedEither() {
        TestRun run = fork().parameter("leakcheck.run", "fail").run(CleanCase.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.stderr() + run.summary()).isEmpty();
    }

    @Test
    void saysOnceOfEachOwnerWhatNeverEnded() throws IOException {
        TestRun run = fork().run(NeverEndedFixture.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.stderr().lines().map(line -> line.replaceAll("\\.java:\\d+", ".java")))
                .containsExactlyInAnyOrder(
                        "[LeakCheck] Told to stop, but still there at the end of the run: thread \"worker\", daemon=true,"
                                + " WAITING, started at"
                                + " dev.leakcheck.fixtures.NeverEndedFixture.shutDownInVain(NeverEndedFixture.java),"
                                + " in NeverEndedFixture.one()",
                        "[LeakCheck] Told to stop, but still there at the end of the run: 2 threads of the pool created at"
                                + " dev.leakcheck.fixtures.NeverEndedFixture.twoOfOnePool(NeverEndedFixture.java),"
                                + " in NeverEndedFixture.twoOfOnePool()");
        assertThat(String.join("\n", jsonOf("leaks-"))).contains("NEVER_ENDED").doesNotContain("last moment");
    }

    @Test
    void sumsUpWhatLeaked() {
        TestRun run = fork().run(LeakingCase.class, CleanCase.class);

        assertThat(run.summary().replaceAll("\\d+ ms", "N ms"))
                .isEqualTo("[LeakCheck] Summary: 4 tests checked, 2 scopes leaked; leaks: threads 2; N ms spent");
    }

    @Test
    void dropsTheSummaryOfAnEarlierBuildThatIsRepeated() throws IOException {
        fork().run(LeakingCase.class);
        Path earlier = summaries().get(0);
        Files.writeString(
                earlier, Files.readString(earlier).replaceFirst("\"builder\":\\d+", "\"builder\":" + NO_PROCESS));
        fork().run(OtherCase.class);

        assertThat(summaries()).as("not all of its classes have run again").hasSize(2);

        fork().run(LeakingCase.class);

        assertThat(summaries()).hasSize(2).doesNotContain(earlier);

        fork().run(LeakingCase.class);

        assertThat(summaries()).as("all JVMs of this build").hasSize(3);
    }

    /** Surefire runs each class for itself where it keeps several JVMs busy. */
    @Test
    void addsUpTheRunsOfOneJvm() throws IOException {
        for (Class<?> fixture : List.of(CleanCase.class, OtherCleanCase.class)) {
            InProcess.platform()
                    .parameter("leakcheck.report.dir", folder.toString())
                    .parameter("leakcheck.mode", "report")
                    .run(fixture);
        }

        assertThat(jsonOf("summary-"))
                .singleElement()
                .asString()
                .contains("\"tests\":3,\"leaking\":0,")
                .contains("\"classes\":[\"" + CleanCase.class.getName() + "\",\"" + OtherCleanCase.class.getName()
                        + "\"]");
    }

    private List<Path> summaries() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("summary-"))
                    .toList();
        }
    }

    @Test
    void namesIgnoresThatAcceptedNothing() {
        TestRun run = fork().run(IgnoringCase.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.stderr()).isEqualTo("""
                [LeakCheck] Stale, accepted nothing in this run: @LeakIgnore on RunScopeFixture.IgnoringCase.doesNotNeedItAnyMore(): files = "**/gone.log", because = "was once"
                [LeakCheck] Stale, accepted nothing in this run: @LeakIgnore on RunScopeFixture.IgnoringCase.fails(): files = "**/unknown.log", because = "this test does not get that far"
                [LeakCheck] Stale, accepted nothing in this run: @LeakIgnore on RunScopeFixture.IgnoringCase: threads = "never-there", because = "was once"
                """);
    }

    @Test
    void saysNothingOfIgnoresWhoseTestsDidNotSucceed() {
        TestRun run = fork().systemProperty("failing", "true").run(IgnoringCase.class);

        assertThat(run.failed()).extracting(TestResult::displayName).containsExactly("fails()");
        assertThat(run.stderr())
                .isEqualTo(
                        "[LeakCheck] Stale, accepted nothing in this run: @LeakIgnore on"
                                + " RunScopeFixture.IgnoringCase.doesNotNeedItAnyMore(): files = \"**/gone.log\", because = \"was once\"\n");
    }

    private ForkedJUnit fork() {
        return ForkedJUnit.onCurrent()
                .jvmArgs("-XX:+EnableDynamicAgentLoading")
                .parameter("leakcheck.settle", "50ms")
                .parameter("leakcheck.report.dir", folder.toString());
    }

    private List<String> jsonOf(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(prefix + "\\d+\\.jsonl?"))
                    .flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }
}
