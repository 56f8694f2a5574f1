package dev.leakcheck.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.WebServer;
import java.io.IOException;
import java.time.Instant;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@LeakCheck
class RepairedExchangeRatesTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer()
            .with(
                    "/rates",
                    new MockResponse.Builder()
                            .setHeader("Last-Modified", "Sat, 21 Nov 2026 08:00:00 GMT")
                            .body("EUR;1.0\n".repeat(4000)));

    @Test
    void knowsWhenTheRatesChanged() throws IOException {
        RepairedExchangeRates rates = new RepairedExchangeRates(new OkHttpClient());

        assertThat(rates.lastModified(SERVER.url("/rates"))).isEqualTo(Instant.parse("2026-11-21T08:00:00Z"));
    }
}
