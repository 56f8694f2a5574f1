package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.Libraries;
import dev.leakcheck.internal.scope.PublicApi;
import dev.leakcheck.internal.scope.ScopedOrigin;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The call by which user code had a library create something for itself: only the library can say how to end it. */
public final class LibraryCall {

    /** The names that such calls have, the most thorough first. */
    private static final List<String> ENDINGS = List.of(
            "close", "shutdownNow", "shutdown", "disposeNow", "dispose", "stop", "destroy", "terminate", "disconnect");

    private LibraryCall() {}

    /** How to end it then; null if user code created it, or that cannot be told. */
    public static @Nullable String remedy(@Nullable ScopedOrigin origin) {
        StackTraceElement entry = entry(origin);
        if (entry == null) {
            return null;
        }
        Class<?> type = Keepers.loadUsers(entry);
        try {
            return type == null ? unknown(entry) : remedy(entry, type);
        } catch (LinkageError ofAClassThatIsMissing) {
            return unknown(entry);
        }
    }

    /** How to end what the JDK created in a call that returned something to close; null if it was no such call. */
    public static @Nullable String remedyOfJdk(@Nullable ScopedOrigin origin) {
        StackTraceElement call = origin == null ? null : origin.call();
        Class<?> type = call == null ? null : PublicApi.type(call);
        boolean returnsCloseable = type != null
                && Stream.of(type.getMethods())
                        .anyMatch(method -> method.getName().equals(call.getMethodName()) && isFactory(method, type));
        return returnsCloseable
                ? "close what " + type.getSimpleName() + "." + call.getMethodName()
                        + "(…) returned before the test ends"
                : null;
    }

    private static String remedy(StackTraceElement entry, Class<?> type) {
        List<Method> called = Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(entry.getMethodName()))
                .toList();
        boolean ofObject = called.stream().noneMatch(method -> Modifier.isStatic(method.getModifiers()));
        String ending = ofObject ? ending(type) : null;
        boolean returnsCloseable = called.stream().anyMatch(method -> isFactory(method, type));
        if (returnsCloseable) {
            String closed = "close what " + text(entry) + " returned before the test ends";
            return ending == null ? closed : closed + "; if that is done, call " + ending;
        }
        return ending == null ? unknown(entry) : "call " + ending + " before the test ends";
    }

    /** Whether a method of a class returns something to close; not its own object, to be called again. */
    public static boolean isFactory(Method method, Class<?> type) {
        return AutoCloseable.class.isAssignableFrom(method.getReturnType())
                && (Modifier.isStatic(method.getModifiers())
                        || !method.getReturnType().isAssignableFrom(type));
    }

    /** The call that ends an object, by its name. */
    private static @Nullable String ending(Class<?> type) {
        return ENDINGS.stream()
                .filter(name -> Stream.of(type.getMethods())
                        .anyMatch(method -> method.getName().equals(name)
                                && method.getParameterCount() == 0
                                && method.getDeclaringClass() != Thread.class))
                .findFirst()
                .map(name -> name + "() on the " + simpleName(type.getName()))
                .orElse(null);
    }

    private static String unknown(StackTraceElement entry) {
        return "end what " + text(entry) + " began before the test ends: close, stop or disconnect it";
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

    static String text(StackTraceElement entry) {
        String name = simpleName(entry.getClassName());
        return entry.getMethodName().equals("<init>")
                ? "new " + name + "(…)"
                : name + "." + entry.getMethodName() + "(…)";
    }

    private static String simpleName(String type) {
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
    }
}
