package dev.leakcheck.testing;

import dev.leakcheck.testing.TestResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the tests and the failed containers of a fixture ended, as one text: a line each, sorted, with the first line of
 * each failure and of what it suppressed.
 */
public final class Outcomes {

    private static final Pattern SEGMENT = Pattern.compile("\\[([^:\\]]+):((?:[^\\[\\]]|\\[\\])*)]");
    private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])");

    private Outcomes() {}

    public static String of(TestRun run, Class<?> fixture) {
        String id = ":" + fixture.getName() + "]";
        return run.results().stream()
                .filter(result -> result.uniqueId().contains(id))
                .filter(result -> result.isTest() || result.status() != Status.SUCCESSFUL)
                .map(Outcomes::line)
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String line(TestResult result) {
        return name(result.uniqueId()) + " " + result.status().name().toLowerCase(java.util.Locale.ROOT)
                + (result.failure() == null || result.status() == Status.ABORTED ? "" : text(result.failure(), ": "));
    }

    private static String name(String id) {
        List<String> names = new ArrayList<>();
        for (MatchResult segment : SEGMENT.matcher(id).results().toList()) {
            if (!segment.group(1).equals("engine")) {
                names.add(PACKAGE.matcher(segment.group(2)).replaceAll(""));
            }
        }
        return String.join("/", names.size() > 1 ? names.subList(1, names.size()) : List.of("class"));
    }

    private static String text(Failure failure, String separator) {
        String first = failure.messageOrEmpty().lines().findFirst().orElse(failure.type());
        return separator
                + first
                + failure.suppressed().stream()
                        .map(suppressed -> text(suppressed, "; suppressed: "))
                        .collect(Collectors.joining());
    }
}
