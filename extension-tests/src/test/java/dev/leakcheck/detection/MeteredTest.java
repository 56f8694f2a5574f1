package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.MeteredByConfigurationFixture;
import dev.leakcheck.fixtures.MeteredFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Budgets of what a test does while it runs: allocation, and what is open at the same time. */
@EnabledOnOs(OS.LINUX)
class MeteredTest {

    @Test
    void whatExceedsABudgetOnTheWayFails() {
        TestRun run = ForkedJUnit.onCurrent().run(MeteredFixture.class);

        assertThat(Outcomes.of(run))
                .map(MeteredTest::rounded)
                .containsExactly(
                        "allocatesALittleEverywhere: SUCCESSFUL",
                        "allocatesOnAPoolOfTheClass: MeteredFixture.allocatesOnAPoolOfTheClass() allocated 24 MB (budget 16 MB)",
                        "allocatesOnAThreadThatEnds: MeteredFixture.allocatesOnAThreadThatEnds() allocated 24 MB (budget 16 MB)",
                        "closesApacheBodiesInTheEnd: MeteredFixture.closesApacheBodiesInTheEnd() had 5 HTTP bodies open at once (budget 4)",
                        "closesApacheBodiesInTurn: SUCCESSFUL",
                        "closesFiftyFilesInTheEnd: SUCCESSFUL",
                        "closesFilesInTheEnd: MeteredFixture.closesFilesInTheEnd() had 60 file descriptors open at once (budget 50)",
                        "closesFilesInTurn: SUCCESSFUL",
                        "closesJdkBodiesInTheEnd: MeteredFixture.closesJdkBodiesInTheEnd() had 5 HTTP bodies open at once (budget 4)",
                        "closesJdkBodiesInTurn: SUCCESSFUL",
                        "closesOkHttpBodiesInTheEnd: MeteredFixture.closesOkHttpBodiesInTheEnd() had 5 HTTP bodies open at once (budget 4)",
                        "closesOkHttpBodiesInTurn: SUCCESSFUL",
                        "closesUrlBodiesInTheEnd: MeteredFixture.closesUrlBodiesInTheEnd() had 5 HTTP bodies open at once (budget 4)",
                        "closesUrlBodiesInTurn: SUCCESSFUL",
                        "mayAllocate: SUCCESSFUL",
                        "readsIntoMemory: MeteredFixture.readsIntoMemory() allocated 128 MB (budget 16 MB)",
                        "readsPieceByPiece: SUCCESSFUL");
        assertThat(run.summary().replaceAll("\\d+ ms", "N ms"))
                .isEqualTo("[LeakCheck] Summary: 17 tests checked, 0 scopes leaked; scopes beyond their budget:"
                        + " allocation 3, peakFileDescriptors 1, peakBodies 4; N ms spent");
        assertThat(rounded(Outcomes.message(run.test("allocatesOnAPoolOfTheClass")))
                        .replaceAll("\\d+ KB by", "N KB by"))
                .isEqualTo("""
                        MeteredFixture.allocatesOnAPoolOfTheClass() allocated 24 MB (budget 16 MB)

                          1) 24 MB allocated, garbage included
                             of this
                               24 MB by thread "pool-N-thread-1"
                               N KB by the test's own thread
                             to fix:    read and write piece by piece instead of holding all of it; a flight recording shows where it is allocated
                             to allow:  @LeakBudget(allocation = "25MB")
                             leak FINGERPRINT""");
        assertThat(Outcomes.message(run.test("closesFilesInTheEnd"))).isEqualTo("""
                        MeteredFixture.closesFilesInTheEnd() had 60 file descriptors open at once (budget 50)

                          1) the 51st: character device /dev/null (fd N)
                             the 51st opened at
                        \tat dev.leakcheck.fixtures.MeteredFixture.closesFilesInTheEnd(MeteredFixture.java)
                             to fix:    close each in its turn, not all of them at the end
                             to allow:  @LeakBudget(peakFileDescriptors = 60)
                             leak FINGERPRINT""");
        assertThat(Outcomes.message(run.test("closesOkHttpBodiesInTheEnd"))).startsWith("""
                        MeteredFixture.closesOkHttpBodiesInTheEnd() had 5 HTTP bodies open at once (budget 4)

                          1) the 5th: GET http://127.0.0.1:PORT/1 -> 200
                             the 5th requested at
                        \tat dev.leakcheck.fixtures.MeteredFixture.okHttpBody(MeteredFixture.java)
                        """);
        assertThat(run.test("closesFilesInTheEnd")
                        .mustFail()
                        .stackTrace()
                        .get(0)
                        .toString())
                .contains("MeteredFixture.closesFilesInTheEnd(");
    }

    @Test
    void aTaskThatIsEndingCountsWhereverItsWorkerIs() {
        TestRun run = ForkedJUnit.onCurrent().run(MeteredFixture.PoolCase.class);

        assertThat(run.tests())
                .hasSize(500)
                .allMatch(test -> test.mustFail().message().contains("MB by thread \"pool-1-thread-1\""));
    }

    @Test
    void theThreeThatAllocatedMostAreNamedWorkersOfAPoolTogether() {
        TestRun run = ForkedJUnit.onCurrent().run(MeteredFixture.WorkersCase.class);

        assertThat(Outcomes.message(run.test("allocates"))
                        .replaceAll("most by thread \"pool-N-thread-\\d", "most by thread \"pool-N-thread-N")
                        .replaceAll("\\b(29|3[01])( ?MB)", "30$2"))
                .isEqualTo("""
                        MeteredFixture.WorkersCase.allocates() allocated 30 MB (budget 16 MB)

                          1) 30 MB allocated, garbage included
                             of this
                               20 MB by 2 workers of one pool, the most by thread "pool-N-thread-N"
                               5 MB by thread "pool-N-thread-1"
                               3 MB by thread "pool-N-thread-1"
                             to fix:    read and write piece by piece instead of holding all of it; a flight recording shows where it is allocated
                             to allow:  @LeakBudget(allocation = "30MB")
                             leak FINGERPRINT""");
    }

    @Test
    void aTestAnswersForItselfAlone() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("junit.jupiter.execution.parallel.enabled", "true")
                .parameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .parameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
                .run(MeteredFixture.ParallelCase.class);

        assertThat(Outcomes.of(run))
                .map(MeteredTest::rounded)
                .containsExactly(
                        "little: SUCCESSFUL",
                        "much: MeteredFixture.ParallelCase.much() allocated 24 MB (budget 16 MB), had 51 file descriptors"
                                + " open at once (budget 50)");
    }

    @Test
    void budgetsAreConfiguredAndInheritedAndChecked() {
        TestRun run = ForkedJUnit.on("5.9.3")
                .parameter("leakcheck.budget.allocation", "16MB")
                .parameter("leakcheck.budget.peakFileDescriptors", "1")
                .run(MeteredByConfigurationFixture.class, MeteredFixture.MisusedCase.class);

        assertThat(Outcomes.of(run))
                .map(line -> line.replaceAll("org.junit.*Exception: ", "")
                        .lines()
                        .findFirst()
                        .orElse(""))
                .containsExactly(
                        "allocates: MeteredByConfigurationFixture.allocates() allocated 24 MB (budget 16 MB)",
                        "mayDoSo: SUCCESSFUL",
                        "negative: @LeakBudget(peakFileDescriptors) on MeteredFixture.MisusedCase.negative(): -1 is no"
                                + " budget. Allowed are whole numbers from 0, and LeakBudget.UNLIMITED",
                        "negativeToo: @LeakBudget(peakBodies) on MeteredFixture.MisusedCase.negativeToo(): -2 is no"
                                + " budget. Allowed are whole numbers from 0, and LeakBudget.UNLIMITED",
                        "noSize: @LeakBudget(allocation) on MeteredFixture.MisusedCase.noSize(): '4 bananas' is no size."
                                + " Allowed are a whole number with B, KB, MB or GB such as \"512KB\" or \"4MB\", and"
                                + " \"unlimited\"",
                        "opensTwo: MeteredByConfigurationFixture.opensTwo() had 2 file descriptors open at once (budget 1)");
    }

    @Test
    void withoutTheAgentPeaksAreSaidToBeUnknown() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.agent", "off")
                .parameter("leakcheck.budget.allocation", "16MB")
                .parameter("leakcheck.budget.peakFileDescriptors", "1")
                .run(MeteredByConfigurationFixture.class);

        assertThat(Outcomes.of(run))
                .map(MeteredTest::rounded)
                .containsExactly(
                        "allocates: MeteredByConfigurationFixture.allocates() allocated 24 MB (budget 16 MB)",
                        "mayDoSo: SUCCESSFUL",
                        "opensTwo: SUCCESSFUL");
        assertThat(run.stderr()).contains("Peaks are not judged: they need the agent");
    }

    /** Classes that are loaded allocate a little as well. */
    private static String rounded(String line) {
        return line.replaceAll("allocated 2[3-7] MB", "allocated 24 MB")
                .replaceAll("allocated 1[23]\\d MB", "allocated 128 MB");
    }
}
