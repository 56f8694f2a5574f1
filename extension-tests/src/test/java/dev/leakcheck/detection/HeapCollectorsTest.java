package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.HeapCleanFixture;
import dev.leakcheck.fixtures.HeapLeaksFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdict does not depend on the collector; where it cannot be had, a line says why. */
class HeapCollectorsTest {

    private static final String CLEAN = HeapCleanFixture.class.getName();
    private static final String LEAKS = HeapLeaksFixture.class.getName();

    private static TestRun run(String flags) {
        return ForkedJUnit.onCurrent()
                .jvmArgs("-Xmx400m", "-XX:+UnlockExperimentalVMOptions")
                .jvmArgs(flags.split(" "))
                .run(LEAKS + "#staticMap", LEAKS + "#threadLocal", CLEAN + "#softCache", CLEAN + "#weakKeys");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseSerialGC",
                "-XX:+UseParallelGC -XX:+DisableExplicitGC",
                "-XX:+UseG1GC -XX:+ExplicitGCInvokesConcurrent",
                "-XX:+UseZGC",
                "-XX:+UseShenandoahGC"
            })
    void namesTheHolderOnAnyCollector(String flags) {
        TestRun run = run(flags);

        assertThat(Outcomes.headlines(run))
                .map(line -> line.replaceAll(" grew by [12] MB", "").replaceAll("dev\\.leakcheck\\.fixtures\\.", ""))
                .containsExactly(
                        "staticMap -> heap, held by static HeapHolders$SessionCache.SESSIONS",
                        "threadLocal -> heap, held by thread local HeapHolders$Context.CURRENT of thread \"main\"");
        assertThat(run.failed()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseEpsilonGC", "-XX:+UseShenandoahGC -XX:+DisableExplicitGC"})
    void saysWhyThereIsNoVerdict(String flags) {
        TestRun run = run(flags);

        assertThat(run.tests()).hasSize(4).allMatch(test -> test.status() == TestResult.Status.SUCCESSFUL);
        assertThat(run.stderr()).contains("[LeakCheck] The heap is not judged: ");
    }
}
