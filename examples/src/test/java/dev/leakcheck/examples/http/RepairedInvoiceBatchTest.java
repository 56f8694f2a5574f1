package dev.leakcheck.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakBudget;
import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.WebServer;
import java.io.IOException;
import java.util.Collections;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@LeakCheck
class RepairedInvoiceBatchTest {

    @RegisterExtension
    static final WebServer SERVER =
            new WebServer().with("/invoices/7", new MockResponse.Builder().body("100\n" + "bolts\n".repeat(5000)));

    @Test
    @LeakBudget(peakBodies = 2, because = "the shop allows two connections for each customer")
    void addsInvoicesUp() throws IOException {
        RepairedInvoiceBatch batch = new RepairedInvoiceBatch(new OkHttpClient());

        assertThat(batch.total(Collections.nCopies(8, SERVER.url("/invoices/7"))))
                .isEqualTo(800);
    }
}
