package dev.leakcheck.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.WebServer;
import java.time.Duration;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@LeakCheck
class RepairedAvatarLoaderTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer()
            .with(
                    "/avatars/ann",
                    new MockResponse.Builder()
                            .setHeader("Content-Type", "text/html")
                            .body("<p>Please log in</p>\n".repeat(1000)));

    @Test
    void refusesWhatIsNoPicture() {
        RepairedAvatarLoader loader = new RepairedAvatarLoader(new OkHttpClient());

        assertThat(loader.load(SERVER.url("/avatars/ann")))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withMessageContaining("no picture");
    }
}
