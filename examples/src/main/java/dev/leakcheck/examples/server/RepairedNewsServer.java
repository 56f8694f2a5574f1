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

/** Streams news as server-sent events, and completes each stream when it closes. */
public final class RepairedNewsServer implements AutoCloseable {

    private static final String END = new String("end");

    private final List<BlockingQueue<String>> readers = new CopyOnWriteArrayList<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    public RepairedNewsServer() throws IOException {
        server.setExecutor(RepairedNewsServer::begin);
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
            for (String item = news.take(); item != END; item = news.take()) {
                events.write(("data: " + item + "\n\n").getBytes(StandardCharsets.UTF_8));
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

    /** Completes the streams, then stops. */
    @Override
    public void close() {
        publish(END);
        server.stop(0);
    }
}
