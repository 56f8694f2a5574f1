package dev.leakcheck.testing;

import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A throwable as a test ended with it, in a form that can leave its JVM. */
public record Failure(
        String type,
        @Nullable String message,
        List<StackTraceElement> stackTrace,
        List<Failure> suppressed,
        @Nullable Failure cause,
        String text)
        implements Serializable {

    private static final int DEEPEST = 20;

    static Failure of(Throwable throwable) {
        return of(throwable, 0);
    }

    private static Failure of(Throwable throwable, int depth) {
        List<Failure> suppressed = new ArrayList<>();
        if (depth < DEEPEST) {
            for (Throwable other : throwable.getSuppressed()) {
                suppressed.add(of(other, depth + 1));
            }
        }
        Throwable cause = depth < DEEPEST ? throwable.getCause() : null;
        return new Failure(
                throwable.getClass().getName(),
                throwable.getMessage(),
                List.of(throwable.getStackTrace()),
                List.copyOf(suppressed),
                cause == null ? null : of(cause, depth + 1),
                printed(throwable));
    }

    private static String printed(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** The message, empty where there is none. */
    public String messageOrEmpty() {
        return message == null ? "" : message;
    }

    /** The messages of what was suppressed, in order. */
    public List<String> suppressedMessages() {
        return suppressed.stream().map(Failure::messageOrEmpty).toList();
    }

    /** The frames as a stack trace prints them, without {@code at}. */
    public List<String> frames() {
        return stackTrace.stream().map(StackTraceElement::toString).toList();
    }
}
