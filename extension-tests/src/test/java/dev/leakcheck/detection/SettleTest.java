package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakcheck.fixtures.AtRestFixture;
import dev.leakcheck.fixtures.LateEndsFixture;
import dev.leakcheck.fixtures.LateSightFixture;
import dev.leakcheck.fixtures.LeftOversFixture;
import dev.leakcheck.fixtures.OlderConnection;
import dev.leakcheck.fixtures.OlderConnectionFixture;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult.Status;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherSessionListener;

/** What may still end is waited for as long as it may take, and what nobody is left to end is not waited for. */
class SettleTest {

    private static final int VIRTUAL_SINCE = 21;

    /** Longer than all of it takes: only what is never ended, or waited for in vain, takes as long. */
    private static final String SETTLE = "10s";

    /** In which the server of the JDK need not look around. */
    private static final String LONG = "1000000";

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void waitsForWhatEndsLate(Jdk jdk) {
        TestRun run = fork(jdk).run(LateEndsFixture.class);

        assertThat(Outcomes.of(run)).hasSize(22);
        assertThat(run.failed()).isEmpty();
    }

    /** Its selectors time out each second. */
    @Test
    void waitsForOtherNetty() {
        TestRun run = fork(Jdk.current())
                .otherNetty()
                .run(
                        LateEndsFixture.class.getName() + "#eventLoop",
                        LateEndsFixture.class.getName() + "#scheduledOnEventLoop",
                        LateEndsFixture.class.getName() + "#scheduledOnEventLoopForLong");

        assertThat(Outcomes.of(run)).hasSize(3);
        assertThat(run.failed()).isEmpty();
    }

    /** Only what the build itself listens to has nothing to do with tests. */
    @ParameterizedTest
    @MethodSource("jdks")
    void waitsForConnectionsThatAreOlder(Jdk jdk, @TempDir Path services) throws IOException {
        Path service = services.resolve("META-INF/services/" + LauncherSessionListener.class.getName());
        Files.createDirectories(service.getParent());
        Files.writeString(service, OlderConnection.class.getName());

        TestRun run = fork(jdk).prepend(services).run(OlderConnectionFixture.class);

        assertThat(Outcomes.of(run)).hasSize(1);
        assertThat(run.failed()).isEmpty();
    }

    /** What somebody else watches may end whatever the threads of this JVM do. */
    @Test
    void comesToAnEndWhateverOtherProbesSeeMeanwhile(@TempDir Path services) throws IOException {
        Path service = services.resolve("META-INF/services/" + LeakProbe.class.getName());
        Files.createDirectories(service.getParent());
        Files.writeString(service, LateSightFixture.Probe.class.getName());

        TestRun run = fork(Jdk.current())
                .prepend(services)
                .parameter("leakcheck.settle", "300ms")
                .run(LateSightFixture.class);

        assertThat(run.failed())
                .hasSize(14)
                .allSatisfy(
                        failed -> assertThat(failed.mustFail().messageOrEmpty()).contains("thread \"Thread-"));
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void judgesAtOnceWhenNothingMoves(Jdk jdk) {
        judgesAtOnce(fork(jdk), jdk);
    }

    @Test
    void judgesAtOnceWithOtherNetty() {
        judgesAtOnce(fork(Jdk.current()).otherNetty(), Jdk.current());
    }

    /** They must not make each later leak be waited for; but what one of them ends for a later test is. */
    @ParameterizedTest
    @MethodSource("jdks")
    void judgesAtOnceBesideThreadsThatOthersLeft(Jdk jdk) {
        assumeTheSystemTellsWhatThreadsDo();

        TestRun run = fork(jdk).run(LeftOversFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "hasAFileClosedByOneOfThem: SUCCESSFUL",
                        "hasAFileClosedByTheScheduler: SUCCESSFUL",
                        "leaksAFile: left 1 file descriptor open (budget 0)",
                        "leavesThreadsThatWakeNowAndThen: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("leaksAFile"))).contains("(fd N); still there with all threads at rest");
    }

    private static void assumeTheSystemTellsWhatThreadsDo() {
        assumeTrue(Files.isReadable(Path.of("/proc/thread-self/syscall")), "this system does not tell what threads do");
    }

    private static void judgesAtOnce(ForkedJUnit fork, Jdk jdk) {
        assumeTheSystemTellsWhatThreadsDo();

        TestRun run = fork.systemProperty("sun.net.httpserver.clockTick", LONG)
                .systemProperty("sun.net.httpserver.idleInterval", LONG)
                .run(AtRestFixture.class);

        assertThat(run.withStatus(Status.ABORTED)).hasSize(jdk.feature() < VIRTUAL_SINCE ? 1 : 0);
        List<String> blocks = run.failed().stream()
                .flatMap(failed -> failed.mustFail().messageOrEmpty().lines())
                .filter(line -> line.matches("  \\d+\\) .*"))
                .toList();
        Stream<String> expected = Stream.of(
                "CloseableHttpAsyncClient.*",
                "file .*",
                "GET .*",
                "thread \"leaked\".*",
                "thread \"leaked timer\".*",
                "thread \"pool-.*",
                "unnamed virtual thread .*");
        assertThat(blocks)
                .hasSize(jdk.feature() < VIRTUAL_SINCE ? 6 : 7)
                .allSatisfy(block -> assertThat(block).endsWith("; still there with all threads at rest"));
        expected.limit(blocks.size())
                .forEach(each -> assertThat(blocks).anyMatch(block -> block.matches("  1\\) " + each)));
    }

    private static ForkedJUnit fork(Jdk jdk) {
        return ForkedJUnit.onCurrent().jdk(jdk).parameter("leakcheck.settle", SETTLE);
    }
}
