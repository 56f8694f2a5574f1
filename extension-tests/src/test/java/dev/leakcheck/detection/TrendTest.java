package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.TrendCleanFixture;
import dev.leakcheck.fixtures.TrendClientsFixture;
import dev.leakcheck.fixtures.TrendLeaksFixture;
import dev.leakcheck.fixtures.TrendRoundsFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Outcomes;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What grows with every round of a test, and what does not. */
@EnabledOnOs(OS.LINUX)
class TrendTest {

    private static final String TEST = "/\\[test-template:(\\w+)\\(.*?\\)]/.*#(\\d+)]$";

    @Test
    void whatGrowsWithEveryRoundFailsTheLastOne() {
        TestRun run = quick().run(TrendLeaksFixture.class, TrendRoundsFixture.OuterCase.class);

        assertThat(failures(run))
                .as(run.stderr())
                .containsExactly(
                        "atOnce 1: TrendLeaksFixture.atOnce() round 1 of 10 left 1 file descriptor open (budget 0)",
                        "collects 7: TrendRoundsFixture.OuterCase.Inner.collects() grew by N KB of heap per iteration over"
                                + " 5 rounds",
                        "descriptors 10: TrendLeaksFixture.descriptors() grew by 1 file descriptor per iteration over 8"
                                + " rounds",
                        "directBuffers 10: TrendLeaksFixture.directBuffers() grew by 4.0 KB of direct memory per"
                                + " iteration over 8 rounds",
                        "failsInTheThirdRound 3: on its own",
                        "kilobyteToAList 10: TrendLeaksFixture.kilobyteToAList() grew by N KB of heap per iteration over"
                                + " 8 rounds",
                        "pools 10: TrendLeaksFixture.pools() grew by 1 thread per iteration over 8 rounds",
                        "sessions 10: TrendLeaksFixture.sessions() grew by N KB of heap per iteration over 8 rounds",
                        "shutdownHooks 10: TrendLeaksFixture.shutdownHooks() grew by N KB of heap per iteration over 8"
                                + " rounds",
                        "threadLocal 12: TrendLeaksFixture.threadLocal() grew by N KB of heap per iteration over 8"
                                + " rounds",
                        "threads 10: TrendLeaksFixture.threads() grew by 1 thread per iteration over 8 rounds");
        assertThat(message(run, "threads")).isEqualTo("""
                        TrendLeaksFixture.threads() grew by 1 thread per iteration over 8 rounds

                          1) 10 of them by now, the last: thread "forgotten", daemon=true, WAITING
                             started at
                        \tat dev.leakcheck.fixtures.TrendLeaksFixture.threads(TrendLeaksFixture.java)
                             now at
                        \tat (JDK)
                        \tat dev.leakcheck.fixtures.Keep.waitForever(Keep.java)
                        \tat dev.leakcheck.fixtures.TrendLeaksFixture.lambda$threads$0(TrendLeaksFixture.java)
                             after each round
                               round  2:  2
                               round  3:  3  +1
                               round  4:  4  +1
                               round  5:  5  +1
                               round  6:  6  +1
                               round  7:  7  +1
                               round  8:  8  +1
                               round  9:  9  +1
                               round 10: 10  +1
                             to fix:    end the thread and join() it before the test ends
                             to allow:  @LeakIgnore(createdBy = "dev.leakcheck.fixtures.TrendLeaksFixture", because = …)
                             leak FINGERPRINT""");
        assertThat(message(run, "kilobyteToAList")
                        .replaceAll("round +\\d+: [^\\n]*", "round")
                        .replaceAll("\\+\\d+ B", "+N B"))
                .isEqualTo("""
                        TrendLeaksFixture.kilobyteToAList() grew by 1.0 KB of heap per iteration over 8 rounds

                          1) heap grows by 1.0 KB per iteration, held by static dev.leakcheck.fixtures.TrendLeaksFixture.BLOCKS
                             reachable through
                               static dev.leakcheck.fixtures.TrendLeaksFixture.BLOCKS -> ArrayList (13 entries, +N B) -> byte[]
                             all that is reachable after each round, what JUnit notes of it included
                               round
                               round
                               round
                               round
                               round
                               round
                               round
                               round
                               round
                             to fix:    take out of dev.leakcheck.fixtures.TrendLeaksFixture.BLOCKS what the test put in, or bound it
                             to allow:  @LeakTrend(heap = "2KB")
                             leak FINGERPRINT""");
        assertThat(message(run, "sessions"))
                .contains("held by static dev.leakcheck.fixtures.TrendLeaksFixture$SessionCache.SESSIONS\n")
                .contains(" -> HashMap (200 entries, ")
                .contains(" -> TrendLeaksFixture$Session");
        assertThat(message(run, "threadLocal"))
                .contains("held by thread local dev.leakcheck.fixtures.TrendLeaksFixture.CONTEXT of thread \"main\"");
        assertThat(result(run, "descriptors").mustFail().stackTrace().toString())
                .contains("TrendLeaksFixture.descriptors(");
    }

    @Test
    void bodiesConnectionsAndProcessesGrow() {
        TestRun run = quick().run(TrendClientsFixture.class);

        assertThat(failures(run))
                .containsExactly(
                        "bodies 10: TrendClientsFixture.bodies() grew by 1 HTTP body per iteration over 8 rounds",
                        "connections 10: TrendClientsFixture.connections() grew by 1 JDBC connection per iteration over 8"
                                + " rounds",
                        "processes 10: TrendClientsFixture.processes() grew by 1 process per iteration over 8 rounds");
        assertThat(message(run, "bodies"))
                .contains(
                        "  1) 10 of them by now, the last: GET http://localhost:PORT/large -> 200, nothing of 2 MB read\n",
                        "requested at\n\tat dev.leakcheck.fixtures.TrendClientsFixture.bodies(");
        assertThat(message(run, "connections"))
                .contains(
                        "  1) 10 of them by now, the last: connection jdbc:h2:mem:trend\n",
                        "opened at\n\tat dev.leakcheck.fixtures.TrendClientsFixture.connections(");
        assertThat(message(run, "processes"))
                .contains("started at\n\tat dev.leakcheck.fixtures.TrendClientsFixture.processes(");
    }

    @Test
    void whatDoesNotGrowForEverFailsNothing() {
        TestRun run = quick().run(TrendCleanFixture.class, TrendRoundsFixture.PerClassCase.class);

        assertThat(failures(run)).isEmpty();
        assertThat(run.failed()).isEmpty();
        assertThat(run.results().stream().filter(TestResult::isTest)).hasSize(117);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.9.3", "5.14.4", "6.1.3"})
    void everyRoundIsAWholeTest(String version) {
        TestRun run = ForkedJUnit.on(version)
                .parameter("junit.jupiter.execution.parallel.enabled", "true")
                .parameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .run(TrendRoundsFixture.WholeCase.class, TrendRoundsFixture.MisusedCase.class);

        assertThat(Outcomes.of(run, TrendRoundsFixture.WholeCase.class).lines())
                .hasSize(7)
                .allMatch(line -> line.endsWith(" successful"));
        assertThat(Outcomes.of(run, TrendRoundsFixture.MisusedCase.class)
                        .lines()
                        .filter(line -> !line.contains("#")))
                .containsExactly(
                        "besideTest() skipped",
                        "noSize() failed: @LeakTrend(heap) on TrendRoundsFixture.MisusedCase.noSize(): 'a little' is no size."
                                + " Allowed are a whole number with B, KB, MB or GB such as \"512KB\" or \"4MB\", and"
                                + " \"unlimited\"",
                        "noWarmUp() failed: @LeakTrend(warmUp) on TrendRoundsFixture.MisusedCase.noWarmUp(): 0 is out of"
                                + " range. Allowed are whole numbers from 1 to 995",
                        "repeated() failed: @LeakTrend on TrendRoundsFixture.MisusedCase.repeated(): it cannot stand beside"
                                + " @RepeatedTest, which runs the method in its own way. Leave one of them out",
                        "tooFew() failed: @LeakTrend(iterations) on TrendRoundsFixture.MisusedCase.tooFew(): 6 is out of"
                                + " range. Allowed are whole numbers from 7 (warmUp + 5) to 1000",
                        "tooMany() failed: @LeakTrend(iterations) on TrendRoundsFixture.MisusedCase.tooMany(): 1001 is out"
                                + " of range. Allowed are whole numbers from 7 (warmUp + 5) to 1000");
    }

    @Test
    void switchedOffItRunsOnce() {
        TestRun run = ForkedJUnit.onCurrent().parameter("leakcheck.mode", "off").run(TrendRoundsFixture.OffCase.class);

        assertThat(run.failed()).isEmpty();
    }

    private static ForkedJUnit quick() {
        return ForkedJUnit.onCurrent().jvmArgs("-XX:+UseSerialGC").parameter("leakcheck.settle", "50ms");
    }

    /** {@code method round: first line of the failure}. */
    private static List<String> failures(TestRun run) {
        return run.failed().stream()
                .map(result -> result.uniqueId().replaceAll(".*" + TEST, "$1 $2: ")
                        + result.mustFail().messageOrEmpty().lines().findFirst().orElse(""))
                .map(line -> line.replaceAll("by [\\d.]+ KB of heap", "by N KB of heap"))
                .sorted()
                .toList();
    }

    private static TestResult result(TestRun run, String method) {
        return run.failed().stream()
                .filter(result -> result.uniqueId().contains("[test-template:" + method + "()]"))
                .findFirst()
                .orElseThrow();
    }

    private static String message(TestRun run, String method) {
        return dev.leakcheck.detection.Outcomes.message(result(run, method));
    }
}
