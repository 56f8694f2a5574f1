package dev.leakcheck.examples.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Greets whoever tells a name, and hangs up in any case. */
public final class RepairedGreetingServer implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    public RepairedGreetingServer() throws IOException {
        new Thread(this::accept, "greeting-acceptor").start();
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                greet(client);
            } catch (IOException e) {
                // closed, or the client is gone
            }
        }
    }

    private static void greet(Socket client) throws IOException {
        String name =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (name == null || name.isBlank()) {
            return;
        }
        client.getOutputStream().write(("Hello " + name + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        listener.close(); // which ends the acceptor
    }
}
