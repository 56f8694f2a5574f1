package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.ApacheCleanFixture;
import dev.leakcheck.fixtures.ApacheLeaksFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** HTTP bodies and calls of Apache HttpClient 5, against a real server. */
@EnabledOnOs(OS.LINUX)
class ApacheTest {

    private static final int CLEAN_TESTS = 27;

    @Test
    void saysWhatWasLeft() throws IOException {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "100ms").run(ApacheLeaksFixture.class);

        String messages = run.tests().stream()
                .map(Outcomes::message)
                .sorted()
                .collect(Collectors.joining("\n\n", "", "\n"))
                .replaceAll("lambda\\$(\\w+)\\$\\d+", "lambda\\$$1\\$N");
        Files.writeString(run.directory().resolve("apache-leaks.txt"), messages);
        assertThat(messages).isEqualTo(golden("apache-leaks.txt"));
        assertThat(run.failed()).hasSameSizeAs(run.tests());
        assertThat(run.stderr()).doesNotContain("[LeakCheck]");
    }

    @Test
    void leavesThoseAloneWhoLeaveNothing() {
        TestRun run = ForkedJUnit.onCurrent().run(ApacheCleanFixture.class);

        assertThat(Outcomes.of(run))
                .hasSize(CLEAN_TESTS)
                .allSatisfy(line -> assertThat(line).endsWith(": SUCCESSFUL"));
        assertThat(run.stderr()).doesNotContain("[LeakCheck]");
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = ApacheTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
