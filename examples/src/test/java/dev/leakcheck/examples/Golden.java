package dev.leakcheck.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The messages as README.md shows them; what differs from run to run is masked. */
final class Golden {

    private static final int CLOSEABLE_EXECUTORS = 19;

    private static final Map<Pattern, String> MASKS = Map.of(
            Pattern.compile("(localhost|127\\.0\\.0\\.1):\\d+"), "$1:PORT",
            Pattern.compile("\\(fd \\d+\\)"), "(fd FD)",
            Pattern.compile("process \\d+:"), "process PID:",
            Pattern.compile(" \\S*/junit-\\d+/"), " TMP/",
            Pattern.compile("\\d+\\.\\d MB"), "SIZE",
            Pattern.compile("\"\\d+MB\""), "\"SIZE\"",
            Pattern.compile("\\+\\d{1,3}(,\\d{3})? × java"), "+COUNT × java",
            Pattern.compile("(\\tat java\\.base/.*\\.java):\\d+\\)"), "$1:LINE)");

    private Golden() {}

    static void assertMatches(Scenario scenario, String message) {
        assertThat(masked(message)).as(message).isEqualTo(masked(expected(scenario)));
    }

    private static String masked(String message) {
        String masked = message;
        for (Map.Entry<Pattern, String> mask : MASKS.entrySet()) {
            masked = mask.getKey().matcher(masked).replaceAll(mask.getValue());
        }
        return masked;
    }

    /** JDK 19 and later know a shorter remedy for executors. */
    private static String expected(Scenario scenario) {
        String older = Runtime.version().feature() < CLOSEABLE_EXECUTORS ? read(scenario + "-jdk17.txt") : null;
        String expected = older != null ? older : read(scenario + ".txt");
        return Objects.requireNonNull(expected, "no golden text of " + scenario);
    }

    private static String read(String name) {
        try (InputStream file = Golden.class.getResourceAsStream("/golden/" + name)) {
            return file == null ? null : new String(file.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
