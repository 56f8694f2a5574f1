package dev.leakcheck.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.WebServer;
import java.util.concurrent.ExecutionException;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@LeakCheck
class RepairedOrderSyncTest {

    private static final int ORDERS = 24;

    @RegisterExtension
    static final WebServer SERVER = new WebServer();

    @BeforeAll
    static void fillTheShop() {
        for (int order = 1; order <= ORDERS; order++) {
            boolean busy = order % 4 == 0;
            SERVER.with(
                    "/orders/" + order,
                    new MockResponse.Builder().code(busy ? 503 : 200).body("order\n".repeat(2000)));
        }
    }

    @Test
    void skipsWhatTheShopIsTooBusyFor() throws InterruptedException, ExecutionException {
        RepairedOrderSync sync = new RepairedOrderSync(new OkHttpClient(), SERVER.url("/orders"));

        assertThat(sync.fetch(ORDERS)).isEqualTo(18);
    }
}
