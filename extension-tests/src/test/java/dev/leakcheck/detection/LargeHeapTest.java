package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.CrowdedHeapFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A dump that the tests' JVM has no room to read is read by another one. */
class LargeHeapTest {

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void namesTheHolderAndLeavesNoTrace(Jdk jdk, @TempDir Path temporary) throws IOException {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .jvmArgs("-Xmx96m")
                .systemProperty("java.io.tmpdir", temporary.toString())
                .run(CrowdedHeapFixture.class);

        assertThat(Outcomes.headlines(run))
                .map(line -> line.replaceAll("by \\S+ MB", "by N MB"))
                .containsExactly(
                        "keeps -> heap grew by N MB, held by static dev.leakcheck.fixtures.HeapHolders$SessionCache.SESSIONS");
        assertThat(run.test("keeps()").mustFail().messageOrEmpty())
                .contains("left ")
                .contains(" MB of heap reachable (budget 1 MB)\n")
                .containsPattern(
                        "static dev.leakcheck.fixtures.HeapHolders\\$SessionCache.SESSIONS -> HashMap \\(12,000 entries, \\+\\S+ MB\\)"
                                + " -> HeapHolders\\$Session, String\n")
                .contains("to fix:    take out of dev.leakcheck.fixtures.HeapHolders$SessionCache.SESSIONS");
        assertThat(run.stderr()).doesNotContain("[LeakCheck] Growth");
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("leakcheck-heap"));
        }
    }
}
