package dev.leakcheck.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakcheck.LeakAssertionError;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each leak is caught, said in the words of its golden file, and gone once the program is repaired. */
@TestMethodOrder(MethodOrderer.MethodName.class) // first the leaks: what they are counted by, the others may share
class ExamplesTest {

    @ParameterizedTest
    @EnumSource
    void catchesTheLeak(Scenario scenario) {
        assumeRunnable(scenario);
        List<Demo.Result> failed = Demo.run(scenario.leakingTest()).stream()
                .filter(result -> result.failure().isPresent())
                .toList();
        assertThat(failed).singleElement().satisfies(test -> {
            assertThat(test.isTest()).isTrue();
            assertThat(test.failure()).containsInstanceOf(LeakAssertionError.class);
            LeakAssertionError failure = (LeakAssertionError) test.failure().orElseThrow();
            Golden.assertMatches(scenario, failure.getMessage());
            assertThat(scenario.isBlamed(failure)).as(failure.getMessage()).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void passesTheRepairedProgram(Scenario scenario) {
        assumeRunnable(scenario);
        assertThat(Demo.run(scenario.repairedTest())).isNotEmpty().allSatisfy(test -> {
            assertThat(test.isTest()).isTrue();
            assertThat(test.failure()).isEmpty();
        });
    }

    private static void assumeRunnable(Scenario scenario) {
        assumeTrue(scenario.obstacle().isEmpty(), () -> scenario.obstacle().orElseThrow());
    }
}
