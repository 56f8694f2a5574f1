package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.FoundCall;
import dev.leakcheck.internal.bytecode.Libraries;
import dev.leakcheck.internal.scope.PublicApi;
import dev.leakcheck.internal.scope.ScopedOrigin;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The call by which user code had a library create something for itself: only the library can say how to end it. */
public final class LibraryCall {

    /** The names that such calls have, the most thorough first. */
    private static final List<String> ENDINGS = List.of(
            "close", "shutdownNow", "shutdown", "disposeNow", "dispose", "stop", "destroy", "terminate", "disconnect");

    private static final int MOST_CLASSES = 5;

    /** Where there are many leaks, they come of few lines. */
    private static final Map<List<Object>, String> IN_VAIN = new ConcurrentHashMap<>();

    private static final int MOST_REMEMBERED = 1000;

    private LibraryCall() {}

    /** How to end it then; null if user code created it, or that cannot be told. */
    public static @Nullable String remedy(@Nullable ScopedOrigin origin) {
        StackTraceElement entry = entry(origin);
        if (entry == null) {
            return null;
        }
        Class<?> type = Keepers.loadUsers(entry);
        try {
            return type == null ? unknown(entry) : remedy(entry, type, origin);
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

    private static String remedy(StackTraceElement entry, Class<?> type, ScopedOrigin origin) {
        List<Method> called = Stream.of(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(entry.getMethodName()))
                .toList();
        boolean ofObject = called.stream().noneMatch(method -> Modifier.isStatic(method.getModifiers()));
        String ending = ofObject ? ending(type) : null;
        boolean returnsCloseable = called.stream().anyMatch(method -> isFactory(method, type));
        if (returnsCloseable) {
            String closed = "close what " + text(entry) + " returned before the test ends";
            return ending == null ? closed : closed + "; if that is done, call " + call(ending, type);
        }
        if (ending == null) {
            return ofResult(entry, type, called);
        }
        return "call " + call(ending, type) + " before the test ends" + inVain(ending, type, origin);
    }

    private static String ofResult(StackTraceElement entry, Class<?> type, List<Method> called) {
        return called.stream()
                .map(Method::getReturnType)
                .filter(result -> !result.isAssignableFrom(type))
                .map(LibraryCall::ending)
                .filter(Objects::nonNull)
                .findFirst()
                .map(name -> "call " + name + "() on what " + text(entry) + " returned before the test ends")
                .orElseGet(() -> unknown(entry));
    }

    /** Where the test, or what JUnit runs after it, makes that call already; nothing if it does not. */
    private static String inVain(String ending, Class<?> type, ScopedOrigin origin) {
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        for (StackTraceElement frame : origin.site()) {
            if (methods.size() < MOST_CLASSES && !Libraries.have(frame.getClassName())) {
                methods.computeIfAbsent(frame.getClassName(), unknown -> new HashSet<>())
                        .add(frame.getMethodName());
            }
        }
        if (IN_VAIN.size() >= MOST_REMEMBERED) {
            IN_VAIN.clear();
        }
        return IN_VAIN.computeIfAbsent(
                List.of(type.getName(), ending, methods), asked -> inVain(ending, type, methods));
    }

    private static String inVain(String ending, Class<?> type, Map<String, Set<String>> methods) {
        for (Map.Entry<String, Set<String>> each : methods.entrySet()) {
            StackTraceElement found =
                    FoundCall.in(each.getKey(), each.getValue(), ending, name -> isOfKind(name, type));
            if (found != null) {
                return "; " + simpleName(found.getClassName()) + "." + found.getMethodName() + "(" + found.getFileName()
                        + ":" + found.getLineNumber() + ") does so: if on this one, that did not end it";
            }
        }
        return "";
    }

    private static boolean isOfKind(String name, Class<?> type) {
        try {
            Class<?> other = Class.forName(name, false, type.getClassLoader());
            return other.isAssignableFrom(type) || type.isAssignableFrom(other);
        } catch (ClassNotFoundException | LinkageError unknown) {
            return false;
        }
    }

    private static String call(String ending, Class<?> type) {
        return ending + "() on the " + simpleName(type.getName());
    }

    /** Whether a method of a class returns something to close; not its own object, to be called again. */
    public static boolean isFactory(Method method, Class<?> type) {
        return AutoCloseable.class.isAssignableFrom(method.getReturnType())
                && (Modifier.isStatic(method.getModifiers())
                        || !method.getReturnType().isAssignableFrom(type));
    }

    /** The name of the call that ends an object. */
    private static @Nullable String ending(Class<?> type) {
        return ENDINGS.stream()
                .filter(name -> Stream.of(type.getMethods())
                        .anyMatch(method -> method.getName().equals(name)
                                && method.getParameterCount() == 0
                                && method.getDeclaringClass() != Thread.class))
                .findFirst()
                .orElse(null);
    }

    /** Whether a method of a library is one that returns something to close, by whatever parameters, or a constructor of that. */
    static boolean returnsCloseable(StackTraceElement entry) {
        Class<?> type = Keepers.loadUsers(entry);
        try {
            if (type == null || entry.getMethodName().equals("<init>")) {
                return type != null && AutoCloseable.class.isAssignableFrom(type);
            }
            List<Method> called = Stream.of(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(entry.getMethodName()))
                    .toList();
            return !called.isEmpty() && called.stream().allMatch(method -> isFactory(method, type));
        } catch (LinkageError ofAClassThatIsMissing) {
            return false;
        }
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
