package dev.leakcheck.examples.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Streams news as server-sent events; each stream waits for more news even if nobody reads it any more. */
public final class NewsServer implements AutoCloseable {

    private final List<BlockingQueue<String>> readers = new CopyOnWriteArrayList<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    public NewsServer() throws IOException {
        server.setExecutor(NewsServer::begin);
        server.createContext("/news", this::stream);
        server.start();
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private static void begin(Runnable exchange) {
        new Thread(exchange, "news-stream").start();
    }

    private void stream(HttpExchange exchange) throws IOException {
        BlockingQueue<String> news = new LinkedBlockingQueue<>(List.of("welcome"));
        readers.add(news);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream events = exchange.getResponseBody()) {
            while (true) {
                String event = "data: " + news.take() + "\n\n"; // leaks: waits for ever, the exchange never completes
                events.write(event.getBytes(StandardCharsets.UTF_8));
                events.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            readers.remove(news);
        }
    }

    /** Tells all readers. */
    public void publish(String item) {
        readers.forEach(reader -> reader.add(item));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
