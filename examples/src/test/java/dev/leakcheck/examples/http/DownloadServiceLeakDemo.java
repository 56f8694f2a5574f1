package dev.leakcheck.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.io.IOException;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LeakCheck
class DownloadServiceLeakDemo {

    private final OkHttpClient client = new OkHttpClient();
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void startServer() throws IOException {
        server.start();
    }

    @AfterEach
    void closeServer() {
        server.close();
    }

    @Test
    void reportsThatAreMissing() throws IOException {
        server.enqueue(
                new MockResponse.Builder().code(404).body("No such report").build());

        Optional<byte[]> report = new DownloadService(client).download(server.url("/reports/7"));

        assertThat(report).isEmpty();
    }
}
