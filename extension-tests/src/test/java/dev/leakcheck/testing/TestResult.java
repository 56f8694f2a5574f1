package dev.leakcheck.testing;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How one test or container ended. */
public record TestResult(
        String uniqueId,
        String displayName,
        boolean isTest,
        Status status,
        @Nullable Failure failure,
        @Nullable String skipReason,
        List<Map<String, String>> reportEntries)
        implements Serializable {

    /** As JUnit has it, and {@code SKIPPED} for what was never started. */
    public enum Status {
        SUCCESSFUL,
        FAILED,
        ABORTED,
        SKIPPED
    }

    /** The failure of what must have failed. */
    public Failure mustFail() {
        if (status != Status.FAILED || failure == null) {
            throw new AssertionError("expected to fail: " + this);
        }
        return failure;
    }
}
