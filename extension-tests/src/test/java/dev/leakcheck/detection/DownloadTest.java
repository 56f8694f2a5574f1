package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.DownloadFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Who reads all of a body into memory is told from who reads it piece by piece, whoever keeps the client. */
@EnabledOnOs(OS.LINUX)
class DownloadTest {

    private static final String[] READERS = {
        "apacheOwnReads",
        "apacheReads",
        "jdkOwnReads",
        "jdkReads",
        "jdkReadsLater",
        "jdkReadsText",
        "okHttpOwnReads",
        "okHttpReads"
    };

    private static final List<String> READERS_WHOSE_THREADS_LIVE = Arrays.stream(READERS)
            .filter(name -> !name.equals("apacheOwnReads"))
            .toList();

    @Test
    void readersFail() {
        TestRun run = ForkedJUnit.onCurrent().run(DownloadFixture.class);

        assertThat(run.tests()).hasSize(17);
        assertThat(names(run)).containsExactly(READERS);
        assertThat(Outcomes.message(run.test("jdkReads"))
                        .replaceAll("\\b3\\d( ?MB)", "3N$1")
                        .replaceAll("\\d+ [KM]B by the", "N KB by the")
                        .replaceAll("\\d workers of one pool, the most by ", "")
                        .replaceAll("HttpClient-\\d+-Worker-\\d+", "HttpClient-N-Worker-N"))
                .isEqualTo("""
                        DownloadFixture.jdkReads() allocated 3N MB (budget 16 MB)

                          1) 3N MB allocated, garbage included
                             of this
                               3N MB by thread "HttpClient-N-Worker-N"
                               N KB by the test's own thread
                             to fix:    read and write piece by piece instead of holding all of it; a flight recording shows where it is allocated
                             to allow:  @LeakBudget(allocation = "3NMB")
                             leak FINGERPRINT""");
    }

    @Test
    void readersFailWhereTestsOverlap() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("junit.jupiter.execution.parallel.enabled", "true")
                .parameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .parameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .run(DownloadFixture.class);

        assertThat(run.tests()).hasSize(17);
        // What threads have allocated that have ended is nobody's where tests overlap.
        assertThat(names(run)).containsAll(READERS_WHOSE_THREADS_LIVE).isSubsetOf(READERS);
    }

    @Test
    void whatTheClientNeedsForTlsAndForHttp2IsItsOwn() {
        TestRun run = ForkedJUnit.onCurrent().run(DownloadFixture.TlsCase.class);

        assertThat(run.tests()).hasSize(6);
        assertThat(names(run)).containsExactly("http2Reads", "reads");
    }

    private static List<String> names(TestRun run) {
        return run.failed().stream()
                .filter(test -> Outcomes.message(test).contains(" allocated "))
                .map(test -> test.displayName().replaceAll("\\(.*", ""))
                .sorted()
                .toList();
    }
}
