package dev.leakcheck.detection;

import dev.leakcheck.testing.Failure;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.util.List;

/** The outcome of a run in lines that can be compared as a whole. */
final class Outcomes {

    private static final String LEAK_ERROR = "dev.leakcheck.LeakAssertionError";

    private Outcomes() {}

    /** {@code name: SUCCESSFUL} or {@code name: left …}, sorted by name; containers only if they failed. */
    static List<String> of(TestRun run) {
        return run.results().stream()
                .filter(result -> result.isTest() || result.status() == TestResult.Status.FAILED)
                .map(Outcomes::line)
                .sorted()
                .toList();
    }

    private static String line(TestResult result) {
        String name = result.displayName().replaceAll("\\(\\)$", "");
        Failure failure = result.failure();
        if (result.status() != TestResult.Status.FAILED || failure == null) {
            return name + ": " + result.status();
        }
        String message = withoutFractions(failure.messageOrEmpty());
        String first = message.lines().findFirst().orElse("");
        return name + ": "
                + (failure.type().equals(LEAK_ERROR)
                        ? first.substring(Math.max(0, first.indexOf(" left ") + 1))
                        : failure.text());
    }

    /** {@code name -> what leaked} of all failed tests: the headline of their first leak, sorted. */
    static List<String> headlines(TestRun run) {
        return run.failed().stream()
                .map(result -> result.displayName().replaceAll("\\(\\)$", "") + " -> "
                        + message(result)
                                .lines()
                                .filter(line -> line.startsWith("  1) "))
                                .findFirst()
                                .orElse("")
                                .substring("  1) ".length())
                                .replaceAll("; still there after .*", ""))
                .sorted()
                .toList();
    }

    /** The whole message of a failed test, without what differs from run to run. */
    static String message(TestResult result) {
        Failure failure = result.mustFail();
        if (!failure.type().equals(LEAK_ERROR)) {
            throw new AssertionError("not a leak: " + failure.text());
        }
        return stable(failure.messageOrEmpty());
    }

    /** Numbers of descriptors, processes, ports, lines and temporary names are replaced. */
    static String stable(String message) {
        return withoutFractions(message)
                .replaceAll("\\bfd \\d+", "fd N")
                .replaceAll("\\bprocess \\d+", "process N")
                .replaceAll("descriptor \\d+", "descriptor N")
                .replaceAll("(127\\.0\\.0\\.1|\\[::1]|localhost|\\*|0\\.0\\.0\\.0):\\d+", "$1:PORT")
                .replaceAll("\\bon port \\d+", "on port PORT")
                .replaceAll("(pipe|socket):\\[\\d+]", "$1:[N]")
                .replaceAll("pool-\\d+-thread", "pool-N-thread")
                .replaceAll("Timer-\\d+", "Timer-N")
                .replaceAll("ForkJoinPool-\\d+", "ForkJoinPool-N")
                .replaceAll("/\\S*/leakcheck-fixture[^/\\s]*", "DIR")
                .replaceAll("DIR/(zip|u)\\d+/", "DIR/$1/")
                .replaceAll("(?m)(^\tat java\\.base/.*\\R)+", "\tat (JDK)\n")
                .replaceAll("\\.java:\\d+\\)", ".java)")
                .replaceAll("(?m)^     leak [0-9a-f]{8}", "     leak FINGERPRINT");
    }

    /** The first use of this and that adds a little to what the heap holds. */
    private static String withoutFractions(String message) {
        return message.replaceAll("(\\d+)\\.\\d MB", "$1 MB");
    }
}
