package dev.leakcheck.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Turns what the platform tells into {@link TestResult}s; uses nothing newer than platform 1.9. */
final class ResultListener implements TestExecutionListener {

    private final Consumer<TestResult> sink;
    private final Map<String, List<Map<String, String>>> entries = new ConcurrentHashMap<>();

    ResultListener(Consumer<TestResult> sink) {
        this.sink = sink;
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        entries.computeIfAbsent(test.getUniqueId(), id -> new ArrayList<>()).add(Map.copyOf(entry.getKeyValuePairs()));
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        accept(test, TestResult.Status.SKIPPED, null, reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        Failure failure = result.getThrowable().map(Failure::of).orElse(null);
        accept(test, TestResult.Status.valueOf(result.getStatus().name()), failure, null);
    }

    private void accept(
            TestIdentifier test, TestResult.Status status, @Nullable Failure failure, @Nullable String skipReason) {
        List<Map<String, String>> published = entries.remove(test.getUniqueId());
        TestResult result = new TestResult(
                test.getUniqueId(),
                test.getDisplayName(),
                test.isTest(),
                status,
                failure,
                skipReason,
                published == null ? List.of() : List.copyOf(published));
        synchronized (this) {
            sink.accept(result);
        }
    }
}
