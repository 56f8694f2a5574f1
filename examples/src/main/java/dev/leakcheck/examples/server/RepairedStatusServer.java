package dev.leakcheck.examples.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Tells that it is up, and goes down gracefully. */
public final class RepairedStatusServer implements AutoCloseable {

    private final ExecutorService workers = Executors.newFixedThreadPool(2, task -> new Thread(task, "status-worker"));
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    public RepairedStatusServer() throws IOException {
        server.setExecutor(workers);
        server.createContext("/status", RepairedStatusServer::answer);
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

    /** Takes no more requests, lets those end that have begun, and sends the workers home. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }
}
