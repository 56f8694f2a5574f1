package dev.leakcheck.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.config.PlainFixture;
import dev.leakcheck.testing.ForkedSurefire;
import dev.leakcheck.testing.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user of Surefire reads. */
class ConsoleTest {

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void tellsAllOnTheConsole(String trimStackTrace) {
        ForkedSurefire.Run run = ForkedSurefire.withDefaults()
                .configuration("trimStackTrace", trimStackTrace)
                .parameter("leakcheck.settle", "20ms")
                .run(PlainFixture.class);
        String console =
                Golden.of(run.console()).replaceAll("(?<=\\w):\\d+ ", ":N ").replaceAll(" +\n", "\n");

        assertThat(run.exitCode()).as(console).isNotZero();
        assertThat(console).contains("Tests run: 3, Failures: 2, Errors: 0, Skipped: 0");
        assertThat(console).as("body").contains("""
                LeakAssertionError:
                PlainFixture.file() left 1 file descriptor open (budget 0)

                  1) file …/plain.txt (fd N); still there after 20 ms
                     opened at
                	at dev.leakcheck.fixtures.Leaks.file(Leaks.java:N)
                	at dev.leakcheck.fixtures.config.PlainFixture.file(PlainFixture.java:N)
                     to fix:    close the FileInputStream: try (var it = new FileInputStream(…)) { … }
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak 67b434fd, report: target/leakcheck/index.html#67b434fd
                """);
        String summary = console.substring(console.indexOf("[ERROR] Failures:"));
        assertThat(summary)
                .as("guilty line and first line")
                .containsPattern("PlainFixture\\.file:\\S*N PlainFixture\\.file\\(\\) left 1 file descriptor open"
                        + " \\(budget 0\\)\n")
                .containsPattern("PlainFixture\\.thread:\\S*N PlainFixture\\.thread\\(\\) left 1 thread running"
                        + " \\(budget 0\\)\n");
    }
}
