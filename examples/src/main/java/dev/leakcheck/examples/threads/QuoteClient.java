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

/** Asks for a quote, and gives up waiting for the answer; its worker does not. */
public final class QuoteClient {

    private QuoteClient() {}

    /** The quote, or nothing if the server takes too long. */
    public static Optional<String> quote(SocketAddress server, Duration patience)
            throws InterruptedException, ExecutionException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        new Thread(() -> ask(server, answer), "quote").start(); // leaks: it reads for ever
        try {
            return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        }
    }

    private static void ask(SocketAddress server, CompletableFuture<String> answer) {
        try (Socket socket = new Socket()) {
            socket.connect(server);
            answer.complete(new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine());
        } catch (IOException e) {
            answer.completeExceptionally(e);
        }
    }
}
