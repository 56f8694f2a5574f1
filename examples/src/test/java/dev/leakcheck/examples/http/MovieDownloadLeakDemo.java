package dev.leakcheck.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakBudget;
import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@LeakCheck
class MovieDownloadLeakDemo {

    private static final int MEGABYTES = 24;

    @RegisterExtension
    static final WebServer SERVER = new WebServer().withFile("/movies/7", MEGABYTES);

    @Test
    @LeakBudget(allocation = "8MB", because = "however long the movie is")
    void savesAMovie(@TempDir Path directory) throws IOException {
        MovieDownload download = new MovieDownload(new OkHttpClient());

        assertThat(download.save(SERVER.url("/movies/7"), directory.resolve("movie")))
                .isEqualTo(MEGABYTES << 20);
    }
}
