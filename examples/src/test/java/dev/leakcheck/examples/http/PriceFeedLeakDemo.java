package dev.leakcheck.examples.http;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.WebServer;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@LeakCheck
class PriceFeedLeakDemo {

    @RegisterExtension
    static final WebServer SERVER = new WebServer()
            .with("/prices", new MockResponse.Builder().body("bolt;12\nnut;on request\n" + "washer;3\n".repeat(4000)));

    @Test
    void saysWhichPriceIsNoNumber() {
        PriceFeed feed = new PriceFeed(new OkHttpClient());

        assertThatThrownBy(() -> feed.prices(SERVER.url("/prices")))
                .isInstanceOf(NumberFormatException.class)
                .hasMessageContaining("on request");
    }
}
