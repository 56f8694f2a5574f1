package dev.leakcheck.internal.http;

import dev.leakcheck.internal.os.Printable;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The headers by which a request is found in the logs of a server. */
public final class RequestIds {

    private static final List<String> NAMES = List.of("X-Request-Id", "X-Trace-Id", "traceparent");

    private RequestIds() {}

    /**
     * What to append to a summary: {@code , X-Request-Id 7}, or nothing.
     *
     * @param header gives the value of a header of the response or else of the request, null if neither has it
     */
    public static String suffix(UnaryOperator<@Nullable String> header) {
        StringBuilder ids = new StringBuilder();
        for (String name : NAMES) {
            String id = header.apply(name);
            if (id != null) {
                ids.append(", ").append(name).append(' ').append(Printable.of(id));
            }
        }
        return ids.toString();
    }

    /** The first id that a summary was given by {@link #suffix}; null if there is none. */
    public static @Nullable String in(String summary) {
        for (String name : NAMES) {
            String before = ", " + name + ' ';
            int start = summary.indexOf(before);
            if (start >= 0) {
                String id = summary.substring(start + before.length());
                int end = id.indexOf(", ");
                return end < 0 ? id : id.substring(0, end);
            }
        }
        return null;
    }
}
