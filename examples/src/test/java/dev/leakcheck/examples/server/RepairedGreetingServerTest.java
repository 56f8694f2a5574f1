package dev.leakcheck.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@LeakCheck
class RepairedGreetingServerTest {

    @Test
    void greetsWhoeverTellsAName() throws IOException {
        try (RepairedGreetingServer server = new RepairedGreetingServer()) {
            try (Socket shy = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                shy.getOutputStream().write('\n');
            }
            try (Socket ann = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                ann.getOutputStream().write("Ann\n".getBytes(StandardCharsets.UTF_8));

                assertThat(new BufferedReader(new InputStreamReader(ann.getInputStream(), StandardCharsets.UTF_8))
                                .readLine())
                        .isEqualTo("Hello Ann");
            }
        }
    }
}
