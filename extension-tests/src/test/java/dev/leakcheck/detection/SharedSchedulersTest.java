package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.OwnSchedulersFixture;
import dev.leakcheck.fixtures.SharedSchedulersFixture.KotlinCase;
import dev.leakcheck.fixtures.SharedSchedulersFixture.ReactorCase;
import dev.leakcheck.fixtures.SharedSchedulersFixture.RxJavaCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What RxJava, Reactor and Kotlin's coroutines keep for all is nobody's; a scheduler that a user makes is the user's. */
class SharedSchedulersTest {

    private static final String THREAD = "left 1 thread running (budget 0)";
    private static final String SCHEDULER = "left 1 service running (budget 0)";

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void sparesOnlyWhatIsShared(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(RxJavaCase.class, ReactorCase.class, KotlinCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "bearsTheName: " + THREAD,
                        "disposesOfItsParallel: SUCCESSFUL",
                        "neverClosesItsDispatcher: " + THREAD,
                        "neverDisposesOfAWorker: " + THREAD,
                        "neverDisposesOfItsBoundedElastic: " + SCHEDULER,
                        "neverDisposesOfItsParallel: " + SCHEDULER,
                        "neverDisposesOfItsSingle: " + SCHEDULER,
                        "neverShutsItsComputationDown: " + SCHEDULER,
                        "neverShutsItsIoDown: " + SCHEDULER,
                        "shutsItsIoDown: SUCCESSFUL",
                        "startsSchedulersAnew: SUCCESSFUL",
                        "usesBoundedElastic: SUCCESSFUL",
                        "usesComputation: SUCCESSFUL",
                        "usesDispatchersDefault: SUCCESSFUL",
                        "usesDispatchersIo: SUCCESSFUL",
                        "usesIo: SUCCESSFUL",
                        "usesNewThread: SUCCESSFUL",
                        "usesParallel: SUCCESSFUL",
                        "usesSingle: SUCCESSFUL",
                        "usesSingleOfReactor: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("neverDisposesOfItsBoundedElastic")))
                .contains(
                        "  1) BoundedElasticScheduler boundedElastic; still there",
                        "thread \"boundedElastic-1\"",
                        "thread \"boundedElastic-evictor-",
                        "     to fix:    dispose() of the Scheduler before the test ends\n");
        assertThat(Outcomes.message(run.test("neverShutsItsIoDown")))
                .contains(
                        "  1) RxJava's IoScheduler; still there",
                        "     to fix:    call shutdown() on the Scheduler before the test ends\n");
        assertThat(run.summary()).doesNotContain("left by the run: 1 service");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatASchedulerOfTheClassStartsInATestIsTheClasses(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(OwnSchedulersFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "disposesOfAnElastic: SUCCESSFUL",
                        "leavesAComputation: " + SCHEDULER,
                        "leavesAParallel: " + SCHEDULER,
                        "leavesAnElastic: " + SCHEDULER,
                        "leavesAnIo: " + SCHEDULER,
                        "leavesAnRxSingle: " + SCHEDULER,
                        "putsTheSharedOnesAside: SUCCESSFUL",
                        "usesTheComputationOfTheClass: SUCCESSFUL",
                        "usesTheElasticOfStaticState: SUCCESSFUL",
                        "usesTheElasticOfTheClass: SUCCESSFUL",
                        "usesTheIoOfTheClass: SUCCESSFUL",
                        "usesTheParallelOfTheClass: SUCCESSFUL",
                        "usesTheRxSingleOfTheClass: SUCCESSFUL",
                        "usesTheSingleOfTheClass: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("leavesAnElastic")))
                .contains("dev.leakcheck.fixtures.OwnSchedulersFixture.leavesAnElastic(");
    }
}
