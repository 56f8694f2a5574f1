package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.jdbc.FillingPoolFixture;
import dev.leakcheck.fixtures.jdbc.JdbcClassFixture;
import dev.leakcheck.fixtures.jdbc.JdbcCleanFixture;
import dev.leakcheck.fixtures.jdbc.JdbcEarlyFixture;
import dev.leakcheck.fixtures.jdbc.JdbcLeaksFixture;
import dev.leakcheck.fixtures.jdbc.ManyStatementsFixture;
import dev.leakcheck.fixtures.jdbc.SilentDriverFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Connections, statements and result sets of real databases and pools. */
@EnabledOnOs(OS.LINUX)
class JdbcDetectionTest {

    private static final String GOLDEN = "jdbc-leaks.txt";

    @Test
    void saysWhatWasLeftOpen() throws IOException {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(JdbcLeaksFixture.class);

        Files.writeString(run.directory().resolve(GOLDEN), messages(run));
        assertThat(messages(run)).isEqualTo(golden());
        assertThat(documented())
                .hasSize(3)
                .allSatisfy(message -> assertThat(messages(run)).contains(message));
        assertThat(run.tests()).filteredOn(test -> !run.failed().contains(test)).hasSize(1);
        assertThat(run.stderr()).doesNotContain("[LeakCheck]");
    }

    @Test
    void leavesThoseAloneWhoLeaveNothing() {
        TestRun run = ForkedJUnit.onCurrent().run(JdbcCleanFixture.class);

        assertThat(run.failed().stream()
                        .map(result ->
                                result.displayName() + "\n" + result.mustFail().text()))
                .isEmpty();
        assertThat(run.tests()).hasSize(21);
        assertThat(run.stderr()).doesNotContain("[LeakCheck]");
    }

    @Test
    void whatAPoolAsksForAfterTheTestIsThePools() {
        TestRun run = ForkedJUnit.onCurrent().run(FillingPoolFixture.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.tests()).hasSize(1);
    }

    @Test
    void chargesTheClassAndBelievesADriverThatCannotSay() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .run(JdbcClassFixture.class, SilentDriverFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "JdbcClassFixture: left 1 JDBC connection unclosed (budget 0)",
                        "cannotSay: SUCCESSFUL",
                        "closesAllTheSame: SUCCESSFUL",
                        "usesIt: SUCCESSFUL");
        assertThat(run.stderr().lines().filter(line -> line.startsWith("[LeakCheck]")))
                .singleElement()
                .asString()
                .matches(".*What is left open of \\S*\\$Proxy\\d+ is not seen: its isClosed\\(\\) threw .* cannot say");
    }

    @Test
    void seesWhatWasLoadedBeforeTheAgent() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(JdbcEarlyFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "closes: SUCCESSFUL",
                        "leaksDirect: left 1 JDBC connection unclosed (budget 0)",
                        "leaksPooled: left 1 JDBC connection unclosed (budget 0)");
    }

    @Test
    void keepsNothingOfWhatWasClosed() {
        TestRun run = ForkedJUnit.onCurrent()
                .jvmArgs("-Xmx48m", "-XX:+ExitOnOutOfMemoryError")
                .run(ManyStatementsFixture.class);

        assertThat(Outcomes.of(run)).containsExactly("closesAll: SUCCESSFUL");
    }

    private static String messages(TestRun run) {
        return run.failed().stream()
                .sorted(Comparator.comparing(TestResult::displayName))
                .map(Outcomes::message)
                .map(message -> message.replaceAll("/\\S*/junit-?\\d+", "DIR"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /** What the documentation shows of this fixture. */
    private static List<String> documented() throws IOException {
        return Pattern.compile("(?s)```text\\n(JdbcLeaksFixture\\..*?)```")
                .matcher(Files.readString(Path.of("../docs/messages.md")))
                .results()
                .map(match -> Outcomes.stable(match.group(1)).replace("after 500 ms", "after 50 ms"))
                .toList();
    }

    private static String golden() throws IOException {
        try (InputStream file = JdbcDetectionTest.class.getResourceAsStream(GOLDEN)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
