package dev.leakcheck.freeze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.FingerprintFixture.AllCase;
import dev.leakcheck.fixtures.FingerprintFixture.OneCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leaks of the same method: which of them have the same name in every run. */
class FingerprintsTest {

    @Test
    void tellKindsApartAndAreTheSameOnEveryJdk() {
        Map<String, String> here = fingerprints(Jdk.current());

        assertThat(here).hasSize(16);
        // Reflection makes the same stream.
        assertThat(here.get("reflection")).isEqualTo(here.get("fileInputStream"));
        here.remove("reflection");
        assertThat(here.values()).doesNotHaveDuplicates();
        here.put("reflection", here.get("fileInputStream"));
        for (Jdk jdk : Jdk.all()) {
            assertThat(fingerprints(jdk)).as(jdk.toString()).isEqualTo(here);
        }
    }

    @Test
    void aFrozenLeakAcceptsNoneOfAnotherKind(@TempDir Path folder) {
        Path file = folder.resolve("leaks.txt");
        assertThat(fork(file, "fileInputStream").failed()).isEmpty();

        assertThat(fork(file, "fileInputStream").failed()).isEmpty();
        for (String kind : new String[] {"randomAccessFile", "serverSocket", "selector"}) {
            TestResult refused = fork(file, kind).test("leaks()");
            assertThat(refused.mustFail().message())
                    .as(kind)
                    .startsWith("FingerprintFixture.OneCase.leaks() left 1 file descriptor open (budget 0)");
        }
    }

    private static TestRun fork(Path file, String kind) {
        return ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .parameter("leakcheck.freeze", file.toString())
                .systemProperty("kind", kind)
                .run(OneCase.class);
    }

    private static Map<String, String> fingerprints(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(AllCase.class);
        Map<String, String> fingerprints = new TreeMap<>();
        for (TestResult failed : run.failed()) {
            Matcher matcher = Pattern.compile("\n     leak (\\w{8})")
                    .matcher(failed.mustFail().messageOrEmpty());
            assertThat(matcher.find()).as(failed.toString()).isTrue();
            fingerprints.put(failed.displayName(), matcher.group(1));
        }
        return fingerprints;
    }
}
