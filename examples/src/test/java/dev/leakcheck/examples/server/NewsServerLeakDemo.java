package dev.leakcheck.examples.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@LeakCheck
class NewsServerLeakDemo {

    @Test
    void welcomesItsReader() throws Exception {
        try (NewsServer server = new NewsServer()) {
            URI news = URI.create("http://localhost:" + server.port() + "/news");

            try (BufferedReader events =
                    new BufferedReader(new InputStreamReader(news.toURL().openStream(), StandardCharsets.UTF_8))) {
                assertThat(events.readLine()).isEqualTo("data: welcome");
            }
        }
    }
}
