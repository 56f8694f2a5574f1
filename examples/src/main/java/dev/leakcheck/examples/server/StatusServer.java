package dev.leakcheck.examples.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Tells that it is up; when it goes down, its workers stay. */
public final class StatusServer implements AutoCloseable {

    private final ExecutorService workers = Executors.newFixedThreadPool(2, task -> new Thread(task, "status-worker"));
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    public StatusServer() throws IOException {
        server.setExecutor(workers);
        server.createContext("/status", StatusServer::answer);
        server.start();
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] up = "up".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, up.length);
        exchange.getResponseBody().write(up);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0); // leaks: the workers are not the server's to stop
    }
}
