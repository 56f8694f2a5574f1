package dev.leakcheck.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The messages as the documentation shows them; what differs from run to run is masked.
 *
 * <p>{@code -Dgolden=update} writes what differs anew, here and in the pages of the gallery.
 */
final class Golden {

    private static final int CLOSEABLE_EXECUTORS = 19;
    private static final String REMEDY = "close() the executor before the test ends, or open it in try (…)";
    private static final String OLDER_REMEDY =
            "shut the pool down before the test ends: shutdownNow(), then awaitTermination(…)";

    private record Mask(Pattern pattern, String replacement) {

        Mask(String regex, String replacement) {
            this(Pattern.compile(regex), replacement);
        }
    }

    private static final List<Mask> MASKS = List.of(
            new Mask("(localhost|127\\.0\\.0\\.1):\\d+", "$1:PORT"),
            new Mask("\\(fd \\d+\\)", "(fd FD)"),
            new Mask("process \\d+:", "process PID:"),
            new Mask("still there (after \\d+ ms|with all threads at rest)", "still there"),
            new Mask(" \\S*/junit-\\d+", " TMP"),
            new Mask("\\d+ K?B of (.*) read", "SIZE of $1 read"),
            new Mask("(lambda\\$\\w+\\$)\\d+", "$1N"),
            new Mask("pool-\\d+-thread-\\d+", "pool-N-thread-N"),
            new Mask("(\\tat java\\.base/.*\\.java):\\d+\\)", "$1:LINE)"));

    private static final List<Mask> SIZES = List.of(
            new Mask("\\n +[^\\n]* by thread \"[^\\n]*", ""), // such as OkHttp's, on some runs only
            new Mask("round +(\\d+): .*", "round $1: SIZE"),
            new Mask("\\+\\d{1,3} × ", "+COUNT × "),
            new Mask("\\d+(\\.\\d)? ?[KM]?B\\b *", "SIZE "));

    private Golden() {}

    static void assertMatches(Scenario scenario, String message) throws IOException {
        if ("update".equals(System.getProperty("golden"))) {
            update(scenario, message);
        }
        assertThat(masked(scenario, message)).as(message).isEqualTo(masked(scenario, expected(scenario)));
    }

    private static void update(Scenario scenario, String message) throws IOException {
        String old = Files.exists(file(scenario)) ? text(scenario) : "";
        if (masked(scenario, message).equals(masked(scenario, old))) {
            return;
        }
        Files.writeString(file(scenario), message.stripTrailing() + "\n");
        if (!old.isEmpty() && Files.exists(scenario.page())) {
            String page = Files.readString(scenario.page());
            Files.writeString(scenario.page(), page.replace(old, message.stripTrailing()));
        }
    }

    /** The message as it reads on JDK 19 and later. */
    static String text(Scenario scenario) {
        try {
            return Files.readString(file(scenario)).stripTrailing();
        } catch (IOException e) {
            throw new UncheckedIOException("no golden text of " + scenario, e);
        }
    }

    private static String masked(Scenario scenario, String message) {
        String masked = mask(MASKS, message);
        return scenario.hasExactSizes() ? masked : mask(SIZES, masked);
    }

    private static String mask(List<Mask> masks, String message) {
        String masked = message;
        for (Mask mask : masks) {
            masked = mask.pattern().matcher(masked).replaceAll(mask.replacement());
        }
        return masked;
    }

    /** Before JDK 19 executors cannot be closed. */
    private static String expected(Scenario scenario) {
        String text = text(scenario);
        return Runtime.version().feature() < CLOSEABLE_EXECUTORS ? text.replace(REMEDY, OLDER_REMEDY) : text;
    }

    private static Path file(Scenario scenario) {
        return Path.of("src/test/resources/golden", scenario.slug() + ".txt");
    }
}
