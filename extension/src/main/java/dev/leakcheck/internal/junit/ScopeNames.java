package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.os.Printable;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What scopes are called in messages. */
final class ScopeNames {

    private ScopeNames() {}

    /** A class without its package, a method with its class. */
    static String of(AnnotatedElement element) {
        return element instanceof Method method
                ? of(method.getDeclaringClass()) + "." + method.getName() + "()"
                : of((Class<?>) element);
    }

    /** A test as a stack frame, which names its class and method, though no line. */
    static StackTraceElement frame(ExtensionContext node) {
        ExtensionContext context = declaring(node);
        Class<?> type = context.getRequiredTestClass();
        String method = context.getTestMethod().map(Method::getName).orElse("<clinit>");
        return new StackTraceElement(type.getName(), method, null, -1);
    }

    private static String of(Class<?> type) {
        String name = type.getName();
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }

    /** A test, told from other invocations of the same method by its display name. */
    static String of(ExtensionContext context) {
        if (context.getTestClass().isEmpty()) {
            return ofDynamic(context);
        }
        String name = of(context.getRequiredTestClass())
                + context.getTestMethod()
                        .map(method -> "." + method.getName() + "()")
                        .orElse("");
        if (isInvocation(context)) {
            name += " " + displayName(context);
        }
        return name + ofParameterizedClass(context);
    }

    /**
     * Whether a context is one invocation of a test template or of a parameterized class. Its unique id would tell as well,
     * but takes long to make.
     */
    static boolean isInvocation(ExtensionContext context) {
        ExtensionContext container = context.getParent().orElse(null);
        return container != null
                && context.getTestClass().isPresent()
                && context.getTestClass().equals(container.getTestClass())
                && context.getTestMethod().equals(container.getTestMethod());
    }

    /** With which arguments of a parameterized class a test inside it ran. */
    private static String ofParameterizedClass(ExtensionContext context) {
        for (ExtensionContext around = context.getParent().orElse(null);
                around != null;
                around = around.getParent().orElse(null)) {
            if (around.getTestMethod().isEmpty() && isInvocation(around)) {
                return " of " + displayName(around);
            }
        }
        return "";
    }

    /** In one line: it may hold whatever an argument prints. */
    private static String displayName(ExtensionContext context) {
        return Printable.of(context.getDisplayName());
    }

    /** A dynamic test by its factory, the containers it is in and its own display name. */
    private static String ofDynamic(ExtensionContext context) {
        return of(context.getParent().orElseThrow()) + " > " + displayName(context);
    }

    /** The nearest context, from this one outwards, that has a class: a dynamic test's is its factory's. */
    static ExtensionContext declaring(ExtensionContext context) {
        ExtensionContext declaring = context;
        while (declaring.getTestClass().isEmpty() && declaring.getParent().isPresent()) {
            declaring = declaring.getParent().get();
        }
        return declaring;
    }
}
