package dev.leakcheck.examples.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Greets whoever tells a name, and keeps the connection of whoever tells none. */
public final class GreetingServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    public GreetingServer() throws IOException {
        new Thread(this::accept, "greeting-acceptor").start();
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                greet(listener.accept());
            } catch (IOException e) {
                // closed, or the client is gone
            }
        }
    }

    private static void greet(Socket client) throws IOException {
        String name =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (name == null || name.isBlank()) {
            return; // leaks: the client hangs up, and the server never answers that
        }
        client.getOutputStream().write(("Hello " + name + "\n").getBytes(StandardCharsets.UTF_8));
        client.close();
    }

    @Override
    public void close() throws IOException {
        listener.close(); // which ends the acceptor
    }
}
