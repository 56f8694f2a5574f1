package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.StoppedWorkFixture.NotToldCase;
import dev.leakcheck.fixtures.StoppedWorkFixture.ToldCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was told to stop by a flag is on parole, however long it takes to look at the flag. */
class StoppedWorkTest {

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void paroles(Jdk jdk) {
        TestRun run = fork(jdk).run(ToldCase.class);

        assertThat(Outcomes.of(run)).hasSize(8);
        assertThat(run.failed()).isEmpty();
        assertThat(run.stderr()
                        .lines()
                        .filter(line ->
                                line.startsWith("[LeakCheck] Told to stop, but still there at the end of the run: "))
                        .map(line -> line.replaceFirst(".* in StoppedWorkFixture.ToldCase.", "")))
                .containsExactlyInAnyOrder(
                        "target()",
                        "inheritedFlag()",
                        "capturedByLambda()",
                        "thread()",
                        "innerThread()",
                        "stoppedByWhatItStandsIn()",
                        "socketThatAWorkerCloses()", // The worker,
                        "socketThatAWorkerCloses()"); // and its socket.
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void accusesWhatWasNotTold(Jdk jdk) {
        TestRun run = fork(jdk).run(NotToldCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "anotherFlag: left 1 thread running (budget 0)",
                        "capturedByLambda: left 1 thread running (budget 0)",
                        "closedWhatItUses: left 1 thread running (budget 0)",
                        "fileBesideALockedWorker: left 1 file descriptor open (budget 0)",
                        "fileOfATestWithAWorker: left 1 file descriptor open (budget 0)",
                        "fileOfTask: left 1 file descriptor open (budget 0)",
                        "hasDoneItsTask: left 1 thread running (budget 0)",
                        "inheritedFlag: left 1 thread running (budget 0)",
                        "notStoppedByWhatItStandsIn: left 1 thread running (budget 0)",
                        "socketOfOneThatRuns: left 1 thread running (budget 0), 1 file descriptor open (budget 0)",
                        "socketThatNoWorkerHas: left 1 file descriptor open (budget 0)",
                        "target: left 1 thread running (budget 0)",
                        "thread: left 1 thread running (budget 0)");
    }

    private static ForkedJUnit fork(Jdk jdk) {
        return ForkedJUnit.onCurrent().jdk(jdk).parameter("leakcheck.settle", "50ms");
    }
}
