package dev.leakcheck.internal.probe.descriptors;

import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.Site;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How to mend a descriptor leak, by the JDK method that opened it, in the words of the JDK's documentation. */
final class Remedies {

    private static final Map<String, String> BY_METHOD = Map.ofEntries(
            Map.entry("java.nio.file.Files.lines", "close the stream: try (Stream<String> lines = Files.lines(…))"),
            Map.entry("java.nio.file.Files.list", "close the stream: try (Stream<Path> entries = Files.list(…))"),
            Map.entry("java.nio.file.Files.walk", "close the stream: try (Stream<Path> tree = Files.walk(…))"),
            Map.entry("java.nio.file.Files.find", "close the stream: try (Stream<Path> found = Files.find(…))"),
            Map.entry(
                    "java.nio.file.Files.newDirectoryStream",
                    "close the stream: try (DirectoryStream<Path> entries = Files.newDirectoryStream(…))"),
            Map.entry("java.nio.channels.Selector.open", "call close() on the Selector"),
            Map.entry("java.nio.channels.Pipe.open", "close both ends of the Pipe: source() and sink()"),
            Map.entry("java.net.ServerSocket.accept", "close the accepted Socket: try (Socket peer = server.accept())"),
            Map.entry(
                    "java.nio.channels.ServerSocketChannel.accept",
                    "close the accepted SocketChannel: try (SocketChannel peer = server.accept())"),
            Map.entry("com.sun.net.httpserver.HttpServer.create", "call stop(0) on the HttpServer"),
            Map.entry("com.sun.net.httpserver.HttpsServer.create", "call stop(0) on the HttpsServer"));

    private static final String UNKNOWN = "close it before the test ends";

    private Remedies() {}

    static String forDescriptor(String link, @Nullable ScopedOrigin origin) {
        StackTraceElement api = origin == null ? null : Site.api(origin.stack());
        Class<?> called = api == null ? null : jdkClass(api.getClassName());
        if (api == null || called == null) {
            return UNKNOWN;
        }
        String method = api.getMethodName();
        Class<?> type = documented(called, method);
        if (type == null) {
            return UNKNOWN;
        }
        String known = BY_METHOD.get(type.getName() + '.' + method);
        if (known != null) {
            return known;
        }
        String name = type.getSimpleName();
        if (method.equals("<init>")) {
            return isCloseable(type) ? "close the " + name + ": try (var it = new " + name + "(…)) { … }" : UNKNOWN;
        }
        if (Arrays.stream(type.getMethods()).anyMatch(each -> isFactory(each, method))) {
            String call = name + "." + method + "(…)";
            return "close what " + call + " returned: try (var it = " + call + ") { … }";
        }
        return isCloseable(type) ? "call close() on the " + name : UNKNOWN;
    }

    /** The class or the first of its supertypes that a user can name and that has the method. */
    private static @Nullable Class<?> documented(Class<?> called, String method) {
        for (Class<?> type : supertypes(called)) {
            boolean has = method.equals("<init>")
                    ? type == called
                    : Arrays.stream(type.getMethods())
                            .anyMatch(each -> each.getName().equals(method));
            if (has
                    && Modifier.isPublic(type.getModifiers())
                    && type.getModule().isExported(type.getPackageName())) {
                return type;
            }
        }
        return null;
    }

    private static List<Class<?>> supertypes(Class<?> type) {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            types.add(each);
        }
        for (Class<?> each : List.copyOf(types)) {
            types.addAll(List.of(each.getInterfaces()));
        }
        return types;
    }

    private static boolean isFactory(Method method, String name) {
        return method.getName().equals(name) && isCloseable(method.getReturnType());
    }

    private static boolean isCloseable(Class<?> type) {
        return AutoCloseable.class.isAssignableFrom(type);
    }

    private static @Nullable Class<?> jdkClass(String name) {
        try {
            return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException | LinkageError gone) {
            return null;
        }
    }
}
