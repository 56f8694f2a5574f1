package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final String WITH_ITS_EVICTOR = "left 2 threads running (budget 0)";

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
                        "neverDisposesOfItsBoundedElastic: " + WITH_ITS_EVICTOR,
                        "neverDisposesOfItsParallel: " + THREAD,
                        "neverDisposesOfItsSingle: " + THREAD,
                        "neverShutsItsComputationDown: " + THREAD,
                        "neverShutsItsIoDown: " + WITH_ITS_EVICTOR,
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
                .contains("  1) thread \"boundedElastic", "  2) thread \"boundedElastic");
    }
}
