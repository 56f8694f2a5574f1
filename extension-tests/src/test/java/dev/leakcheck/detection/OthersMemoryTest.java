package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.OthersMemoryFixture.HoarderCase;
import dev.leakcheck.fixtures.OthersMemoryFixture.OnStackCase;
import dev.leakcheck.fixtures.OthersMemoryFixture.OwnFieldCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memory that somebody else keeps while a test runs is not the test's. */
class OthersMemoryTest {

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aThreadThatAnotherTestLeftMayKeepWhatItWants(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(HoarderCase.class);

        assertThat(run.failed())
                .extracting(TestResult::displayName)
                .containsExactly("leavesHoarder()", "leaksItself()");
        assertThat(Outcomes.message(run.test("leaksItself")))
                .contains("held by static dev.leakcheck.fixtures.Keep.KEPT");
        assertThat(run.tests()).hasSize(11);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aFieldOfAnInstanceThatGoesOnIsNobodysLeak(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent().jdk(jdk).run(OwnFieldCase.class);

        assertThat(Outcomes.of(run))
                .filteredOn(line -> !line.endsWith("SUCCESSFUL"))
                .singleElement()
                .asString()
                .startsWith("leaks: left 2");
        assertThat(Outcomes.message(run.test("leaks")))
                .contains("held by static dev.leakcheck.fixtures.OthersMemoryFixture$OwnFieldCase.OLDER");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatAWorkerOfTheClassHasOnItsStackIsNotTheTests(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent().jdk(jdk).run(OnStackCase.class);

        assertThat(Outcomes.of(run)).containsExactly("runsBesideIt: SUCCESSFUL");
    }
}
