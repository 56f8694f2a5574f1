package dev.leakcheck.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of running fixtures.
 *
 * @param results tests and containers in the order they ended
 * @param stdout what a forked JVM printed; empty in process
 * @param stderr what a forked JVM printed, but for the summary of the run; empty in process
 * @param summary LeakCheck's summary of a forked run; empty in process, and if there was none
 * @param directory the working directory of a forked JVM; null in process
 */
public record TestRun(
        List<TestResult> results,
        String stdout,
        String stderr,
        String summary,
        @Nullable Path directory) {

    /** Every test, without containers. */
    public List<TestResult> tests() {
        return results.stream().filter(TestResult::isTest).toList();
    }

    /** Tests and containers that failed. */
    public List<TestResult> failed() {
        return withStatus(TestResult.Status.FAILED);
    }

    /** Tests and containers that ended so. */
    public List<TestResult> withStatus(TestResult.Status status) {
        return results.stream().filter(result -> result.status() == status).toList();
    }

    /** The only test with this display name; {@code ()} may be left out. */
    public TestResult test(String displayName) {
        return only("test " + displayName, result -> result.isTest() && named(result, displayName));
    }

    /** The only container with this display name. */
    public TestResult container(String displayName) {
        return only("container " + displayName, result -> !result.isTest() && named(result, displayName));
    }

    /** The container of a top-level or static nested class. */
    public TestResult container(Class<?> fixture) {
        String segment = "[class:" + fixture.getName() + "]";
        return only("container " + fixture, result -> result.uniqueId().endsWith(segment));
    }

    private static boolean named(TestResult result, String name) {
        return result.displayName().equals(name) || result.displayName().equals(name + "()");
    }

    private TestResult only(String what, Predicate<TestResult> wanted) {
        List<TestResult> found = results.stream().filter(wanted).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " times " + what + " among "
                    + results.stream().map(TestResult::uniqueId).toList() + "\n" + stdout + stderr);
        }
        return found.get(0);
    }
}
