package dev.leakcheck.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.coexistence.PrivacyFixture.PrivateCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What LeakCheck reads of the JDK stays closed to the code under test. */
class PrivacyTest {

    @ParameterizedTest
    @MethodSource("dev.leakcheck.testing.Jdk#all")
    void opensThePrivatePartsOfTheJdkToItselfOnly(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(PrivateCase.class);

        assertThat(run.test("leavesMuch").mustFail().messageOrEmpty())
                .contains(
                        "service running",
                        "direct memory",
                        "file descriptors open",
                        "body unclosed",
                        "threads running");
        assertThat(run.test("cannotReadWhatTheJdkKeepsToItself").failure()).isNull();
    }
}
