package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.RemediesFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import org.junit.jupiter.api.Test;

/** A remedy names the call that ends what leaked, and whose it is. */
class RemediesTest {

    @Test
    void namesTheCallThatEndsIt() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(RemediesFixture.class);

        assertThat(Outcomes.message(run.test("optionOfServerSocket")))
                .contains("to fix:    call close() on the ServerSocket\n");
        assertThat(Outcomes.message(run.test("objectOfLibraryThatReturnsItself")))
                .contains("to fix:    call shutdown() on the Server before the test ends\n");
        assertThat(Outcomes.message(run.test("whatJdkReturned")))
                .contains("JMX client heartbeat")
                .contains("to fix:    close what JMXConnectorFactory.connect(…) returned before the test ends\n");
        assertThat(Outcomes.message(run.test("whatLibraryReturned")))
                .contains("to fix:    close what MVStore.open(…) returned before the test ends\n");
    }
}
