package dev.leakcheck.internal.probe.apache5;

import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.track.CallTable.TrackedCall;
import java.util.Arrays;
import java.util.List;

/** The thread that made a classic exchange: while it has not returned, the exchange goes on. */
final class Caller {

    private static final String CLIENT = "org.apache.hc.";

    private Caller() {}

    /** Whether the caller still stands in the very call of the client that made this exchange. */
    static boolean isInside(TrackedCall tracked) {
        ScopedOrigin origin = tracked.origin();
        Thread thread = origin == null ? null : origin.creator();
        if (thread == null || thread == Thread.currentThread() || !thread.isAlive()) {
            return false;
        }
        // What was below the client then, must be so now, and the client above it.
        List<String> then = places(origin.stack());
        List<String> now = places(Arrays.asList(thread.getStackTrace()));
        int client = now.size() - then.size() - 1;
        return client >= 0
                && now.get(client).startsWith(CLIENT)
                && now.subList(client + 1, now.size()).equals(then);
    }

    /** As text: the stack of a thread names modules and loaders otherwise than a throwable's, and shows hidden frames. */
    private static List<String> places(List<StackTraceElement> stack) {
        return stack.stream()
                .filter(frame -> !Site.isOwn(frame) && !frame.getClassName().contains("$$Lambda"))
                .map(frame -> frame.getClassName() + '.' + frame.getMethodName() + ':' + frame.getLineNumber())
                .toList();
    }
}
