package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.Libraries;
import dev.leakcheck.internal.scope.ScopedOrigin;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The call by which user code had a library create something for itself: only the library can say how to end it. */
public final class LibraryCall {

    private LibraryCall() {}

    /** How to end it then; null if user code created it, or that cannot be told. */
    public static @Nullable String remedy(@Nullable ScopedOrigin origin) {
        StackTraceElement entry = entry(origin);
        if (entry == null) {
            return null;
        }
        String call = text(entry);
        if (returnsCloseable(entry)) {
            return "close what " + call + " returned before the test ends";
        }
        return "end what " + call + " began before the test ends: close, stop or disconnect it";
    }

    private static boolean returnsCloseable(StackTraceElement entry) {
        try {
            Class<?> type = Keepers.loadUsers(entry);
            return type != null
                    && Stream.of(type.getDeclaredMethods())
                            .filter(method -> method.getName().equals(entry.getMethodName()))
                            .anyMatch(method -> AutoCloseable.class.isAssignableFrom(method.getReturnType()));
        } catch (LinkageError ofAClassThatIsMissing) {
            return false;
        }
    }

    private static @Nullable StackTraceElement entry(@Nullable ScopedOrigin origin) {
        StackTraceElement entry = null;
        for (StackTraceElement frame : origin == null ? List.<StackTraceElement>of() : origin.site()) {
            if (!Libraries.have(frame.getClassName())) {
                return entry == null || entry.getMethodName().indexOf('$') >= 0 ? null : entry;
            }
            entry = frame;
        }
        return null;
    }

    private static String text(StackTraceElement entry) {
        String type = entry.getClassName();
        String name = type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
        return entry.getMethodName().equals("<init>")
                ? "new " + name + "(…)"
                : name + "." + entry.getMethodName() + "(…)";
    }
}
