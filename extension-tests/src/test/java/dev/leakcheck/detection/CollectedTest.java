package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.CollectedFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whether the garbage collector comes by before a test ends is chance, and changes no verdict. */
class CollectedTest {

    private static final String COLLECTED = " (was fd N), which nobody closed before the garbage collector did";

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void findsWhatTheCollectorClosed(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent().jdk(jdk).run(CollectedFixture.class);

        assertThat(Outcomes.of(run))
                .filteredOn(line -> line.contains("left"))
                .hasSameSizeAs(run.failed())
                .allMatch(line ->
                        line.endsWith("left 1 file descriptor open (budget 0)") || line.startsWith("oneIsOpenStill: "));
        assertThat(Outcomes.headlines(run).stream().map(line -> line.replace(COLLECTED, " collected")))
                .containsExactly(
                        "OfClass -> file DIR/a.txt collected",
                        "inABlock -> file DIR/a.txt collected",
                        "leaked ACCEPTED_SOCKET -> socket 127.0.0.1:PORT -> 127.0.0.1:PORT collected",
                        "leaked BUFFERED_READER -> file DIR/a.txt collected",
                        "leaked DATAGRAM_CHANNEL -> socket 127.0.0.1:PORT collected",
                        "leaked DATAGRAM_SOCKET -> socket 127.0.0.1:PORT collected",
                        "leaked DELETED_FILE -> deleted file DIR/deleted.txt collected",
                        "leaked FILE_CHANNEL -> file DIR/a.txt collected",
                        "leaked FILE_INPUT_STREAM -> file DIR/a.txt collected",
                        "leaked FILE_OUTPUT_STREAM -> file DIR/a.txt collected",
                        "leaked FILE_READER -> file DIR/a.txt collected",
                        "leaked JAR_FILE -> file DIR/zip/b.zip collected",
                        "leaked JAR_URL_WITHOUT_CACHE -> file DIR/zip/b.zip collected",
                        "leaked LINES -> file DIR/a.txt collected",
                        "leaked NEW_INPUT_STREAM -> file DIR/a.txt collected",
                        "leaked NEW_OUTPUT_STREAM -> file DIR/new.txt collected",
                        "leaked PRINT_WRITER -> file DIR/print.txt collected",
                        "leaked RANDOM_ACCESS_FILE -> file DIR/a.txt collected",
                        "leaked SCANNER -> file DIR/a.txt collected",
                        "leaked SERVER_SOCKET -> socket 127.0.0.1:PORT collected",
                        "leaked SOCKET -> socket 127.0.0.1:PORT -> 127.0.0.1:PORT collected",
                        "leaked TLS_SERVER_SOCKET -> socket 127.0.0.1:PORT collected",
                        "leaked URL_CLASS_LOADER -> file DIR/zip/b.zip collected",
                        "leaked ZIP_FILE -> file DIR/zip/b.zip collected",
                        "oneIsOpenStill -> file DIR/a.txt (fd N); still there with all threads at rest");
        assertThat(Outcomes.message(run.test("leaked FILE_INPUT_STREAM"))).isEqualTo("""
                CollectedFixture.leaked() leaked FILE_INPUT_STREAM left 1 file descriptor open (budget 0)

                  1) file DIR/a.txt (was fd N), which nobody closed before the garbage collector did
                     opened at
                \tat dev.leakcheck.fixtures.Opening.lambda$static$0(Opening.java)
                \tat dev.leakcheck.fixtures.Opening.open(Opening.java)
                \tat dev.leakcheck.fixtures.CollectedFixture.drop(CollectedFixture.java)
                \tat dev.leakcheck.fixtures.CollectedFixture.leaked(CollectedFixture.java)
                     to fix:    close the FileInputStream: try (var it = new FileInputStream(…)) { … }
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak FINGERPRINT""");
    }
}
