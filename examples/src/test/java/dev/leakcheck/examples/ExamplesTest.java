package dev.leakcheck.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakAssertionError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each leak is caught, said in the words of its golden file, and gone once the program is repaired. */
class ExamplesTest {

    @ParameterizedTest
    @EnumSource
    void catchesTheLeak(Scenario scenario) {
        assertThat(Demo.run(scenario.leakingTest())).singleElement().satisfies(test -> {
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
        assertThat(Demo.run(scenario.repairedTest())).singleElement().satisfies(test -> {
            assertThat(test.isTest()).isTrue();
            assertThat(test.failure()).isEmpty();
        });
    }
}
