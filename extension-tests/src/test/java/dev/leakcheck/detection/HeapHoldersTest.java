package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.BlockFixture;
import dev.leakcheck.fixtures.HeapCleanFixture;
import dev.leakcheck.fixtures.HeapLeaksFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A heap leak is named after what holds it; growth that is nobody's leak fails nothing. */
class HeapHoldersTest {

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void namesTheHolder(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .jvmArgs("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                .run(HeapLeaksFixture.class, HeapCleanFixture.class);

        assertThat(Outcomes.headlines(run))
                .map(line -> line.replaceAll(" grew by [12] MB", "").replaceAll("dev\\.leakcheck\\.fixtures\\.", ""))
                .containsExactly(
                        "classLoader -> heap, held by static HeapHolders$Plugins.LOADERS",
                        "handlerOfInnerClass -> heap, held by static java.util.logging.LogManager.manager",
                        "lambda -> heap, held by static HeapHolders$Jobs.PENDING",
                        "linkedObjects -> heap, held by static HeapHolders$Chain.head",
                        "listenerOfInnerClass -> heap, held by static HeapHolders$EventBus.LISTENERS",
                        "scheduledTask -> heap, held by static HeapLeaksFixture.scheduler",
                        "shutdownHook -> heap, held by static java.lang.ApplicationShutdownHooks.hooks",
                        "singleton -> heap, held by static HeapHolders$Registry.INSTANCE",
                        "stackOfThread -> heap, held by stack of thread \"holder\" in Keep.waitForever",
                        "staticMap -> heap, held by static HeapHolders$SessionCache.SESSIONS",
                        "systemProperty -> heap, held by static java.lang.System.props",
                        "tableInATable -> heap, held by static HeapHolders$Shelf.TABLES",
                        "tableThatIsRead -> heap, held by static HeapHolders$Counters.TABLE",
                        "threadLocal -> heap, held by thread local HeapHolders$Context.CURRENT of thread \"main\"",
                        "threadLocalOfPool -> heap, held by thread local HeapHolders$Context.CURRENT of thread"
                                + " \"worker\"");
        assertThat(path(run, "staticMap"))
                .isEqualTo("static SessionCache.SESSIONS -> HashMap (8,000 entries, +N MB) -> Session, String");
        assertThat(path(run, "listenerOfInnerClass"))
                .isEqualTo("static EventBus.LISTENERS -> ArrayList -> Window$1.this$0 -> Window.pixels -> byte[][]"
                        + " -> byte[] (64 of them, +N MB)");
        assertThat(path(run, "classLoader"))
                .startsWith("static Plugins.LOADERS -> ArrayList -> HeapLeaksFixture$PluginLoader.")
                .contains("static Plugin.data");
        assertThat(path(run, "scheduledTask"))
                .startsWith("static HeapLeaksFixture.scheduler -> ScheduledThreadPoolExecutor")
                .contains("a lambda of HeapLeaksFixture");
        assertThat(run.stderr()).contains("not counted, since it is nobody's leak");
    }

    /** What it is reachable through, with short names. */
    private static String path(TestRun run, String test) {
        List<String> lines = run.test(test).mustFail().messageOrEmpty().lines().toList();
        return lines.get(lines.indexOf("     reachable through") + 1)
                .trim()
                .replaceAll("dev\\.leakcheck\\.fixtures\\.", "")
                .replaceAll("HeapHolders\\$", "")
                .replaceAll("\\d\\.\\d MB", "N MB");
    }

    @Test
    void tellsLeaksApartAndKeepsTheirDumpsIfAskedTo() throws IOException {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.heap.dump", "on-failure")
                .parameter("leakcheck.report.dir", "reports")
                .run(
                        // A report of a block of its own follows the run as well.
                        BlockFixture.InTestCase.class.getName() + "#blockFails",
                        HeapLeaksFixture.class.getName() + "#lambda",
                        HeapLeaksFixture.class.getName() + "#staticMap");

        assertThat(run.failed()).hasSize(3);
        assertThat(run.failed().stream()
                        .map(result ->
                                result.mustFail().messageOrEmpty().replaceAll("(?s).*\\n     leak (\\w+).*", "$1")))
                .doesNotHaveDuplicates();
        try (Stream<Path> files = Files.list(run.directory().resolve("reports"))) {
            List<Path> dumps = files.filter(file -> file.toString().contains("heap-"))
                    .sorted()
                    .toList();
            assertThat(dumps)
                    .extracting(file -> file.getFileName().toString())
                    .containsExactly("heap-HeapLeaksFixture.lambda_.hprof", "heap-HeapLeaksFixture.staticMap_.hprof");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dumps.get(0))))
                    .isEqualTo("rw-------");
            for (Path dump : dumps) {
                Files.delete(dump); // they are large
            }
        }
    }
}
