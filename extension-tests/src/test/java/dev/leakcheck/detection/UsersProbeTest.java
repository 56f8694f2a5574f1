package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.TicketFixture;
import dev.leakcheck.fixtures.TicketProbe;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestResult.Status;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user's probe sees, and what it does not tell. */
class UsersProbeTest {

    private static final String UNTOLD = "     created at: unknown, since the probe " + TicketProbe.class.getName()
            + " does not tell; have its resources return an origin()\n";

    @TempDir
    Path services;

    @Test
    void saysThatTheProbeDoesNotTellWhere() throws IOException {
        TestRun run = with("auto");

        assertThat(Outcomes.message(run.test("leaks"))).isEqualTo("""
                TicketFixture.leaks() left 1 ticket unreleased (budget 0)

                  1) ticket; still there after 50 ms
                UNTOLD     to fix:    release it before the test ends
                     to allow:  @LeakBudget(jdbc = 1)
                     leak FINGERPRINT""".replace("UNTOLD", UNTOLD));
        assertThat(run.test("leaksNoted").mustFail().message())
                .contains("     created at\n\tat dev.leakcheck.fixtures.TicketFixture.leaksNoted(");
        assertThat(run.test("round 10 of 10").mustFail().message()).contains(UNTOLD);
        assertThat(run.test("givesBack").status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(run.failed()).hasSize(3);
    }

    @Test
    void blamesTheMissingAgentForNothingElse() throws IOException {
        TestRun run = with("off");

        assertThat(run.test("leaks").mustFail().message()).contains(UNTOLD);
        assertThat(run.test("leaksNoted").mustFail().message())
                .contains(
                        "     created at: unknown, since leakcheck.agent is off; set it to auto to see creation sites\n");
    }

    private TestRun with(String agent) throws IOException {
        Path directory = Files.createDirectories(services.resolve("META-INF/services"));
        Files.writeString(directory.resolve(LeakProbe.class.getName()), TicketProbe.class.getName());
        return ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .parameter("leakcheck.agent", agent)
                .prepend(services)
                .run(TicketFixture.class);
    }
}
