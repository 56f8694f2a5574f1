package dev.leakcheck.internal.owner.library;

import java.net.ServerSocket;
import java.util.Arrays;
import java.util.Collection;

/** OkHttp's MockWebServer: of OkHttp 3 and 4, of OkHttp 5, and of OkHttp 5 under its old name, which stands before the new one. */
final class MockWebServers extends LibraryAdapter {

    @Override
    public String describe(Object owner) {
        return read(server(owner), "serverSocket") instanceof ServerSocket socket
                ? "MockWebServer on port " + socket.getLocalPort()
                : "MockWebServer that was not started";
    }

    private static Object server(Object owner) {
        Object delegate = read(owner, "delegate");
        return delegate == null ? owner : delegate;
    }

    @Override
    public boolean isStopped(Object owner) {
        Object server = server(owner);
        return isSet(server, "closed")
                || read(server, "serverSocket") instanceof ServerSocket socket && socket.isClosed();
    }

    @Override
    public Collection<?> parts(Object owner) {
        return Arrays.asList(
                read(owner, "delegate"),
                read(owner, "taskRunnerBackend", "executor"),
                read(owner, "executor"),
                read(owner, "serverSocket"),
                read(owner, "openClientSockets"));
    }

    @Override
    public String remedy(Object owner) {
        return owner.getClass().getName().startsWith("okhttp3.")
                ? "shutdown() the MockWebServer before the test ends"
                : "close() the MockWebServer before the test ends";
    }
}
