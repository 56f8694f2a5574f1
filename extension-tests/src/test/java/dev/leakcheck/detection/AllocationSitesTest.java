package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.AllocationSitesFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Growth of the heap shows where it was allocated, if Flight Recorder is asked to look. */
class AllocationSitesTest {

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void showsTheSite(Jdk jdk) {
        TestRun run = withSites().jdk(jdk).run(AllocationSitesFixture.class);

        assertThat(Outcomes.of(run))
                .map(line -> line.replaceAll("\\d+ MB", "N MB"))
                .containsExactly(
                        "allocatedByTheCache: left N MB of heap reachable (budget N MB)",
                        "file: left 1 file descriptor open (budget 0)",
                        "letsGo: SUCCESSFUL",
                        "sharedByTwo: left N MB of heap reachable (budget N MB)");
        TestResult cache = run.test("allocatedByTheCache()");
        assertThat(cache.mustFail().messageOrEmpty()).containsPattern("""
                  1\\) heap grew by \\S+ MB, held by static \\S+Thumbnails.CACHE
                     allocated at \\(\\d+ of \\d+ samples?\\)
                \tat dev.leakcheck.fixtures.AllocationSitesFixture\\$Thumbnails.render\\(AllocationSitesFixture.java:\\d+\\)
                \tat dev.leakcheck.fixtures.AllocationSitesFixture.allocatedByTheCache\\(AllocationSitesFixture.java:\\d+\\)
                     reachable through
                """);
        assertThat(cache.mustFail().frames().get(0)).contains("AllocationSitesFixture$Thumbnails.render(");
        assertThat(run.test("sharedByTwo()").mustFail().messageOrEmpty())
                .contains("     allocated at: unknown, since others hold as much of the same classes\n");
        assertThat(run.test("file()").mustFail().frames().get(0)).contains("AllocationSitesFixture.file(");
        assertThat(run.stderr()).doesNotContain("[LeakCheck] Allocation sites");
    }

    @Test
    void isOffByDefaultAndChangesNoFingerprint() {
        String test = AllocationSitesFixture.class.getName() + "#allocatedByTheCache";
        TestRun off = ForkedJUnit.onCurrent().run(test);
        TestRun on = withSites().parameter("leakcheck.agent", "off").run(test);

        assertThat(off.failed().get(0).mustFail().messageOrEmpty())
                .contains("     allocated at: unknown, leakcheck.heap.sites=jfr shows it\n");
        assertThat(on.failed().get(0).mustFail().messageOrEmpty())
                .contains("samples)\n\tat dev.leakcheck.fixtures.AllocationSitesFixture$Thumbnails.render(");
        assertThat(fingerprint(on)).isEqualTo(fingerprint(off));
    }

    private static String fingerprint(TestRun run) {
        Matcher matcher = Pattern.compile("\n     leak (\\w{8})")
                .matcher(run.failed().get(0).mustFail().messageOrEmpty());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** And leaves nothing behind. */
    @ParameterizedTest
    @MethodSource("jdks")
    void worksBesideARecordingOfTheUsers(Jdk jdk, @TempDir Path temporary) throws IOException {
        Path users = temporary.resolve("users.jfr");
        Path scratch = Files.createDirectory(temporary.resolve("scratch"));
        TestRun run = withSites()
                .jdk(jdk)
                .systemProperty("java.io.tmpdir", scratch.toString())
                .jvmArgs("-XX:StartFlightRecording=name=users,filename=" + users)
                .run(AllocationSitesFixture.class.getName() + "#allocatedByTheCache");

        assertThat(run.failed().get(0).mustFail().messageOrEmpty())
                .contains("AllocationSitesFixture$Thumbnails.render(");
        assertThat(RecordingFile.readAllEvents(users))
                .anyMatch(event -> event.getEventType().getName().equals("jdk.CPULoad")
                        || event.getEventType().getName().equals("jdk.JVMInformation"));
        try (Stream<Path> left = Files.list(scratch)) {
            assertThat(left.map(file -> file.getFileName().toString())).isEmpty();
        }
    }

    @Test
    void saysSoWhereThereIsNoFlightRecorder() {
        TestRun run = withSites()
                .jvmArgs("--limit-modules", "java.se,jdk.management,jdk.attach,jdk.unsupported")
                .run(AllocationSitesFixture.class.getName() + "#allocatedByTheCache");

        assertThat(run.failed().get(0).mustFail().messageOrEmpty())
                .contains("     allocated at: unknown, since this Java has no Flight Recorder (module jdk.jfr)\n");
        assertThat(run.stderr().lines().filter(line -> line.startsWith("[LeakCheck] Allocation sites")))
                .singleElement()
                .asString()
                .contains("unknown: this Java has no Flight Recorder (module jdk.jfr)");
    }

    private static ForkedJUnit withSites() {
        return ForkedJUnit.onCurrent().parameter("leakcheck.heap.sites", "jfr");
    }
}
