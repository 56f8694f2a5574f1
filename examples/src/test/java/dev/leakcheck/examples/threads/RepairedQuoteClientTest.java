package dev.leakcheck.examples.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@LeakCheck
class RepairedQuoteClientTest {

    private static ServerSocket hung;

    @BeforeAll
    static void listen() throws IOException {
        hung = new ServerSocket(0, 1, InetAddress.getLoopbackAddress()); // accepts nobody
    }

    @AfterAll
    static void close() throws IOException {
        hung.close();
    }

    @Test
    void doesWithoutAQuoteIfTheServerHangs() throws Exception {
        assertThat(RepairedQuoteClient.quote(hung.getLocalSocketAddress(), Duration.ofMillis(100)))
                .isEmpty();
    }
}
