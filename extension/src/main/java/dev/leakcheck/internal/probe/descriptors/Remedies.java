package dev.leakcheck.internal.probe.descriptors;

import dev.leakcheck.internal.owner.LibraryCall;
import dev.leakcheck.internal.scope.PublicApi;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.Site;
import java.util.Arrays;
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

    static String forDescriptor(@Nullable ScopedOrigin origin) {
        String ofLibrary = LibraryCall.remedy(origin);
        return ofLibrary == null ? forCall(origin) : ofLibrary;
    }

    private static String forCall(@Nullable ScopedOrigin origin) {
        StackTraceElement api = origin == null ? null : Site.api(origin.stack());
        Class<?> type = api == null ? null : PublicApi.type(api);
        if (api == null || type == null) {
            return UNKNOWN;
        }
        String method = api.getMethodName();
        String known = BY_METHOD.get(type.getName() + '.' + method);
        if (known != null) {
            return known;
        }
        String name = type.getSimpleName();
        if (method.equals("<init>")) {
            return isCloseable(type) ? "close the " + name + ": try (var it = new " + name + "(…)) { … }" : UNKNOWN;
        }
        if (Arrays.stream(type.getMethods())
                .anyMatch(each -> each.getName().equals(method) && LibraryCall.isFactory(each, type))) {
            String call = name + "." + method + "(…)";
            return "close what " + call + " returned: try (var it = " + call + ") { … }";
        }
        return isCloseable(type) ? "call close() on the " + name : UNKNOWN;
    }

    private static boolean isCloseable(Class<?> type) {
        return AutoCloseable.class.isAssignableFrom(type);
    }
}
