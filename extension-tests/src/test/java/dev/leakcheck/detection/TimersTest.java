package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.TimersFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A java.util.Timer ends when nobody holds it: neither LeakCheck nor what JUnit is about to drop may count for that. */
class TimersTest {

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatIsDroppedEndsItsTimer(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "200ms")
                .run(
                        TimersFixture.OfDroppedCase.class,
                        TimersFixture.OfInstanceCase.class,
                        TimersFixture.OfCrowdedCase.class,
                        TimersFixture.OfOneInstanceCase.class,
                        TimersFixture.KeptInstancesCase.class,
                        TimersFixture.LastingCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "TimersFixture$KeptInstancesCase: left 1 thread running (budget 0)",
                        "TimersFixture$LastingCase: left 1 thread running (budget 0)",
                        "heldElsewhere: SUCCESSFUL",
                        "inAField: SUCCESSFUL",
                        "inAList: SUCCESSFUL",
                        "keepsItself: SUCCESSFUL",
                        "lastOne: SUCCESSFUL",
                        "ofDataSourceThatGaveConnections: SUCCESSFUL",
                        "ofDataSourceThatNobodyAsked: SUCCESSFUL",
                        "repeatsForEver: left 1 thread running (budget 0)",
                        "uses: SUCCESSFUL",
                        "uses: SUCCESSFUL",
                        "withATaskThatRuns: SUCCESSFUL");
        assertThat(Outcomes.message(run.results().stream()
                        .filter(result -> result.displayName().endsWith("LastingCase"))
                        .findFirst()
                        .orElseThrow()))
                .contains("created in TimersFixture.LastingCase.heldElsewhere()", "thread \"for ever\"");
    }
}
