package dev.leakcheck.examples.threads;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks for a quote, and cancels what takes too long: closing a socket ends a read that no interrupt can end. */
public final class RepairedQuoteClient {

    private RepairedQuoteClient() {}

    /** The quote, or nothing if the server takes too long. */
    public static Optional<String> quote(SocketAddress server, Duration patience)
            throws IOException, InterruptedException, ExecutionException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Socket socket = new Socket();
        Thread worker = new Thread(() -> ask(socket, server, answer), "quote");
        worker.start();
        try {
            return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } finally {
            socket.close();
            worker.join();
        }
    }

    private static void ask(Socket socket, SocketAddress server, CompletableFuture<String> answer) {
        try {
            socket.connect(server);
            answer.complete(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine());
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
    }
}
