package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.Libraries;
import dev.leakcheck.internal.scope.ScopedOrigin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The call by which user code had a library create something for itself: only the library can say how to end it. */
public final class LibraryCall {

    private LibraryCall() {}

    /** How to end it then; null if user code created it, or that cannot be told. */
    public static @Nullable String remedy(@Nullable ScopedOrigin origin) {
        StackTraceElement entry = entry(origin);
        return entry == null
                ? null
                : "end what " + text(entry) + " began before the test ends: close, stop or disconnect it";
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
