package dev.leakcheck.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.ReportFixture.CleanCase;
import dev.leakcheck.fixtures.ReportFixture.LeakingCase;
import dev.leakcheck.fixtures.ReportFixture.OtherCase;
import dev.leakcheck.fixtures.ReportFixture.ParoleCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestResult.Status;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @TempDir
    private Path folder;

    @Test
    void hasALineForEachLeakAndAPageWithAnchors() throws IOException {
        TestRun run = fork().run(LeakingCase.class);

        String message = run.test("leaksAThread").mustFail().message();
        Matcher last =
                Pattern.compile("leak ([0-9a-f]{8}), report: (\\S+)#\\1$").matcher(message);
        assertThat(last.find()).as(message).isTrue();
        Path page = Path.of(last.group(2));
        assertThat(page).isEqualTo(folder.resolve("index.html"));
        assertThat(Files.readString(page))
                .contains("id=\"" + last.group(1) + "\"")
                .contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;")
                .contains("ReportFixture.LeakingCase.leaksAThread(): failed")
                .contains("at dev.leakcheck.fixtures.ReportFixture")
                .doesNotContain("<script");
        assertThat(lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("{\"time\":")
                        .contains(
                                "\"fate\":\"FAILED\",\"mode\":\"fail\",\"scope\":\"ReportFixture.LeakingCase.leaksAThread()\"",
                                "\"class\":\"dev.leakcheck.fixtures.ReportFixture$LeakingCase\",\"test\":\"leaksAThread\"",
                                "\"resource\":\"THREADS\"",
                                "\"fingerprint\":\"" + last.group(1) + "\",\"count\":1,\"amount\":1",
                                "\"site\":[\"dev.leakcheck.fixtures.ReportFixture.leak(ReportFixture.java:"));
    }

    @Test
    void isNotWrittenIfThereIsNothingToTell() {
        fork().run(CleanCase.class);

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void isPutIntoTheBuildFolderOnlyIfThereIsOne() {
        TestRun run = ForkedJUnit.onCurrent().run(LeakingCase.class);

        assertThat(run.directory()).isNotNull();
        assertThat(run.directory()).isDirectoryNotContaining("regex:.*(target|build|leakcheck)");
        assertThat(run.test("leaksAThread").mustFail().message()).doesNotContain("report:");
    }

    @Test
    void isNamedByAPathBelowTheWorkingDirectory() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.report.dir", "out/leaks")
                .run(LeakingCase.class);

        assertThat(run.test("leaksAThread").mustFail().message()).contains(", report: out/leaks/index.html#");
        assertThat(run.directory().resolve("out/leaks/index.html")).exists();
    }

    @Test
    void keepsWhatOtherProcessesFoundAndDropsWhatWasRunAgain() throws IOException {
        fork().run(LeakingCase.class);
        fork().run(OtherCase.class);

        assertThat(page()).contains("leaksAThread()", "leaksAnother()", "leaksInAnotherClass()");

        fork().systemProperty("mended", "true").run(LeakingCase.class);

        assertThat(page()).doesNotContain("leaksAThread()").contains("leaksAnother()", "leaksInAnotherClass()");
        assertThat(lines()).hasSize(2);
    }

    @Test
    void isBroughtUpToDateByACleanRun() throws IOException {
        Files.writeString(
                folder.resolve("leaks-1.jsonl"),
                "{\"time\":1,\"scope\":\"old\",\"class\":\"" + CleanCase.class.getName() + "\"}\n{\"time\":2,\"torn");
        Files.writeString(folder.resolve("index.html"), "old");

        fork().run(CleanCase.class);

        assertThat(page()).contains("Nothing was left behind.").doesNotContain("old");
    }

    @Test
    void tellsWhatWasToldToStopAndNeverDid() throws IOException {
        TestRun run = fork().run(ParoleCase.class);

        assertThat(run.failed()).isEmpty();
        assertThat(page()).contains("told to stop, never ended", "ReportFixture$ParoleCase.shutsDownInVain");
    }

    @Test
    void failsNothingInModeReport() throws IOException {
        TestRun run = fork().parameter("leakcheck.mode", "report").run(LeakingCase.class);

        assertThat(run.failed()).isEmpty();
        assertThat(page()).contains("ReportFixture.LeakingCase.leaksAThread(): reported");
        assertThat(lines()).anySatisfy(line -> assertThat(line).contains("\"mode\":\"report\""));
    }

    @Test
    void isDoneWithoutIfItCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.report.dir", file.toString())
                .run(LeakingCase.class);

        assertThat(run.test("isClean").status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(run.test("leaksAThread").mustFail().message()).doesNotContain("report:");
        assertThat(run.stderr()).containsOnlyOnce("[LeakCheck] There is no report: it cannot be written");
    }

    private ForkedJUnit fork() {
        return ForkedJUnit.onCurrent().parameter("leakcheck.report.dir", folder.toString());
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("index.html"));
    }

    private List<String> lines() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(file -> read(file).lines())
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
