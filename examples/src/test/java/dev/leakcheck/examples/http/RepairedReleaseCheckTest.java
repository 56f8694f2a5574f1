package dev.leakcheck.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakBudget;
import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.WebServer;
import java.io.IOException;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@LeakCheck
class RepairedReleaseCheckTest {

    @RegisterExtension
    static final WebServer SERVER =
            new WebServer().with("/app-1.2.zip", new MockResponse.Builder().body("x".repeat(1 << 20)));

    @Test
    @LeakBudget(abandonedBodies = 0, because = "nothing should be downloaded in vain")
    void findsTheRelease() throws IOException, InterruptedException {
        assertThat(RepairedReleaseCheck.isPublished(SERVER.url("/app-1.2.zip").uri()))
                .isTrue();
    }
}
