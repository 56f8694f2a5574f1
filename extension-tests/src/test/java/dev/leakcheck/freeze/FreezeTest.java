package dev.leakcheck.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.ReportFixture.CleanCase;
import dev.leakcheck.fixtures.ReportFixture.LeakingCase;
import dev.leakcheck.fixtures.ReportFixture.OtherCase;
import dev.leakcheck.fixtures.ReportFixture.StaticCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezeTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("sub/leaks.txt");
    }

    @Test
    void theFirstRunAcceptsAllThatItFinds() throws IOException {
        TestRun run = fork().run(LeakingCase.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.stderr().lines().filter(line -> line.startsWith("[LeakCheck]")))
                .containsExactly("[LeakCheck] 2 leaks were accepted and written to " + file
                        + ": later runs fail on new ones only");
        assertThat(scopes())
                .containsExactly(
                        "ReportFixture.LeakingCase.leaksAThread()", "ReportFixture.LeakingCase.leaksAnother()");
        assertThat(leaks().get(0)).matches("[0-9a-f]{8}\t[^\t]+\tthread \"<script>.*");
        assertThat(Files.readString(file)).startsWith("# Leaks that LeakCheck accepts");
    }

    @Test
    void laterRunsAcceptTheSameAndRefuseWhatIsNew() throws IOException {
        fork().run(LeakingCase.class);
        String before = Files.readString(file);

        TestRun same = fork().run(LeakingCase.class);

        assertThat(same.failed()).isEmpty();
        assertThat(same.stderr()).doesNotContain("accepted");
        assertThat(Files.readString(file)).isEqualTo(before);

        TestRun worse = fork().systemProperty("worse", "true").run(LeakingCase.class, OtherCase.class);

        assertThat(worse.failed()).hasSize(2);
        assertThat(worse.test("leaksAnother").mustFail().message())
                .startsWith("ReportFixture.LeakingCase.leaksAnother() left 1 thread running")
                .contains("\"worse\"")
                .doesNotContain("\"other\"");
        assertThat(worse.test("leaksInAnotherClass").mustFail().message()).contains("\"elsewhere\"");
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void whatIsMendedIsTakenOutAndRefusedFromThenOn() throws IOException {
        fork().run(LeakingCase.class);
        Files.writeString(file, Files.readString(file).replace("# Leaks", "# Our own words\n# Leaks"));

        fork().systemProperty("mended", "true").run(LeakingCase.class);

        assertThat(scopes()).containsExactly("ReportFixture.LeakingCase.leaksAnother()");
        assertThat(Files.readString(file)).startsWith("# Our own words\n");
        assertThat(fork().run(LeakingCase.class).failed()).hasSize(1);
    }

    @Test
    void whatDidNotRunIsKept() throws IOException {
        fork().run(LeakingCase.class, OtherCase.class);
        String before = Files.readString(file);

        fork().run(LeakingCase.class.getName() + "#isClean");

        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void aClassIsMendedOnlyIfAllOfItRan() throws IOException {
        fork().run(StaticCase.class);
        String before = Files.readString(file);
        assertThat(scopes()).containsExactly("ReportFixture.StaticCase");

        fork().systemProperty("mended", "true").run(StaticCase.class.getName() + "#isClean");

        assertThat(Files.readString(file)).isEqualTo(before);

        fork().systemProperty("mended", "true").run(StaticCase.class);

        assertThat(scopes()).isEmpty();
    }

    @Test
    void anUnknownSiteTakesNothingOut() throws IOException {
        fork().run(LeakingCase.class);
        String before = Files.readString(file);

        TestRun run = fork().parameter("leakcheck.agent", "off").run(LeakingCase.class);

        assertThat(run.failed()).hasSize(2);
        assertThat(Files.readString(file)).isEqualTo(before);
    }

    @Test
    void aCleanFirstRunFreezesNothing() throws IOException {
        TestRun run = fork().run(CleanCase.class);

        assertThat(run.stderr())
                .contains("[LeakCheck] No leak had to be accepted: " + file + " is there, and later runs accept none");
        assertThat(leaks()).isEmpty();
        assertThat(fork().run(LeakingCase.class).failed()).hasSize(2);
    }

    @Test
    void severalJvmsOfTheFirstRunWriteOneFile() throws IOException {
        CompletableFuture<TestRun> other = CompletableFuture.supplyAsync(() -> fork().run(OtherCase.class));
        TestRun run = fork().run(LeakingCase.class);

        assertThat(run.failed()).isEmpty();
        assertThat(other.join().failed()).isEmpty();
        assertThat(scopes())
                .containsExactly(
                        "ReportFixture.LeakingCase.leaksAThread()",
                        "ReportFixture.LeakingCase.leaksAnother()",
                        "ReportFixture.OtherCase.leaksInAnotherClass()");
    }

    @Test
    void severalJvmsTakeOutEachItsOwn() throws IOException {
        fork().run(LeakingCase.class, OtherCase.class);
        Files.writeString(
                file, Files.readString(file) + "00000000\tReportFixture.OtherCase.leaksInAnotherClass()\tgone\n");

        CompletableFuture<TestRun> other = CompletableFuture.supplyAsync(() -> fork().run(OtherCase.class));
        fork().systemProperty("mended", "true").run(LeakingCase.class);
        other.join();

        assertThat(scopes())
                .containsExactly(
                        "ReportFixture.LeakingCase.leaksAnother()", "ReportFixture.OtherCase.leaksInAnotherClass()");
        assertThat(Files.readString(file)).doesNotContain("gone");
    }

    @Test
    void aLineThatMeansNothingIsNamed() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "# fine\n\n3f9ac1e2 with spaces\n");

        TestRun run = fork().run(LeakingCase.class);

        assertThat(run.failed()).isNotEmpty();
        assertThat(run.failed().get(0).mustFail().message())
                .contains("'leakcheck.freeze'", file + ", line 3: '3f9ac1e2 with spaces' is no accepted leak");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Files.createDirectories(file);

        assertThat(fork().run(LeakingCase.class).failed().get(0).mustFail().message())
                .contains("'leakcheck.freeze'", file + " cannot be read");
    }

    private ForkedJUnit fork() {
        return ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .parameter("leakcheck.freeze", file.toString());
    }

    private List<String> leaks() throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    private List<String> scopes() throws IOException {
        return leaks().stream().map(line -> line.split("\t")[1]).toList();
    }
}
