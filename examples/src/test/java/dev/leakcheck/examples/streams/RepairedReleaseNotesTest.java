package dev.leakcheck.examples.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.WebServer;
import java.io.IOException;
import mockwebserver3.MockResponse;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@LeakCheck
class RepairedReleaseNotesTest {

    @RegisterExtension
    static final WebServer SERVER = new WebServer()
            .with("/notes", new MockResponse.Builder().body("Release 1.2\n" + "- another bug less\n".repeat(4000)));

    @Test
    void knowsTheTitle() throws IOException {
        RepairedReleaseNotes notes = new RepairedReleaseNotes(new OkHttpClient());

        assertThat(notes.title(SERVER.url("/notes"))).isEqualTo("Release 1.2");
    }
}
