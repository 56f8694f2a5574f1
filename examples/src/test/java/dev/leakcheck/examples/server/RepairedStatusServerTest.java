package dev.leakcheck.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.io.InputStream;
import java.net.URI;
import org.junit.jupiter.api.Test;

@LeakCheck
class RepairedStatusServerTest {

    @Test
    void isUp() throws Exception {
        try (RepairedStatusServer server = new RepairedStatusServer()) {
            URI status = URI.create("http://localhost:" + server.port() + "/status");

            try (InputStream answer = status.toURL().openStream()) {
                assertThat(answer).hasContent("up");
            }
        }
    }
}
