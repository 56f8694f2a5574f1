package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.Libraries;
import dev.leakcheck.internal.bytecode.SingleCall;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call of a library by a test: whatever the library began in it, be it by threads that it started for that, ends by whatever
 * ends what was called. Only of what can have happened but once in its scope, so that two are never taken for one.
 *
 * @param scope the one that was current
 * @param frames from the method of the library that was called to the one that the runner called
 * @param origin a moment in it
 */
public record OneCall(ScopeNode scope, List<StackTraceElement> frames, ScopedOrigin origin) {

    /** What is equal of all that was made in it: where the library goes on differs. */
    public Object key() {
        StackTraceElement called = frames.get(0);
        return List.of(scope, called.getClassName(), called.getMethodName(), frames.subList(1, frames.size()));
    }

    /** The method of the library that was called. */
    public String text() {
        return LibraryCall.text(frames.get(0));
    }

    /** Whether it returned one thing to close, by which all goes that it has opened. */
    public boolean returnsCloseable() {
        return LibraryCall.returnsCloseable(frames.get(0));
    }

    /** How to end what it began. */
    public String remedy() {
        String remedy = LibraryCall.remedy(origin);
        return remedy == null ? "end what it began before the test ends" : remedy;
    }

    /** Looks for calls; asks of each class and of each line once. */
    public static final class Finder {

        private final Map<String, Boolean> ofLibraries = new HashMap<>();
        private final Map<List<StackTraceElement>, Boolean> single = new HashMap<>();

        /** Finds the calls of one look. */
        public Finder() {}

        /** The call that something was made in; null if it was made otherwise, or if there may have been several alike. */
        public @Nullable OneCall of(ScopedOrigin made) {
            for (ScopedOrigin at = made; at != null; at = at.parent()) {
                List<StackTraceElement> stack = at.stack();
                List<StackTraceElement> frames = upToEngine(stack);
                boolean ofTest = frames.size() < stack.size();
                if (ofTest || frames.stream().anyMatch(this::isUsers)) {
                    return ofTest ? of(at, frames) : null;
                }
            }
            return null;
        }

        private @Nullable OneCall of(ScopedOrigin at, List<StackTraceElement> frames) {
            int first = 0;
            while (first < frames.size() && !isUsers(frames.get(first))) {
                first++;
            }
            int end = frames.size();
            while (end > first && Site.isRunner(frames.get(end - 1))) {
                end--;
            }
            if (at.scope() == null || first == 0 || first == end || isOthers(frames.get(first - 1))) {
                return null;
            }
            for (int i = first; i < end; i++) {
                if (!isUsers(frames.get(i)) || !isSingle(frames.get(i), frames.get(i - 1))) {
                    return null;
                }
            }
            return new OneCall(at.scope(), List.copyOf(frames.subList(first - 1, end)), at);
        }

        private boolean isUsers(StackTraceElement frame) {
            return !isOthers(frame) && !ofLibraries.computeIfAbsent(frame.getClassName(), Libraries::have);
        }

        private boolean isSingle(StackTraceElement caller, StackTraceElement called) {
            return single.computeIfAbsent(List.of(caller, called), both -> SingleCall.is(caller, called));
        }
    }

    private static List<StackTraceElement> upToEngine(List<StackTraceElement> stack) {
        for (int i = 0; i < stack.size(); i++) {
            if (Site.isEngine(stack.get(i))) {
                return stack.subList(0, i);
            }
        }
        return stack;
    }

    /** Whether it is neither the user's nor of a library. */
    private static boolean isOthers(StackTraceElement frame) {
        return Site.isJdk(frame) || Site.isRunner(frame);
    }
}
