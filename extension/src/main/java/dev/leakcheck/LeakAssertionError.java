package dev.leakcheck;

import java.util.List;

/**
 * The failure of a scope that left more resources behind than its budget allows.
 *
 * <p>The first line of the message is a complete verdict; the stack trace is the creation site of the first leak.
 */
public class LeakAssertionError extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final transient List<Leak> leaks;

    /**
     * Creates the failure.
     *
     * @param message the rendered verdict
     * @param leaks the leaks, heaviest first
     * @param trace the frames to show as this error's own stack trace
     */
    public LeakAssertionError(String message, List<Leak> leaks, List<StackTraceElement> trace) {
        super(message);
        this.leaks = List.copyOf(leaks);
        setStackTrace(trace.toArray(StackTraceElement[]::new));
    }

    /**
     * Returns what leaked, heaviest first; dependents stand under their owner only.
     *
     * @return the leaks, at least one; empty after deserialization
     */
    public List<Leak> leaks() {
        return leaks == null ? List.of() : leaks;
    }
}
