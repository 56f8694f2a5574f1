package dev.leakcheck.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakBudget;
import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.WebServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@LeakCheck
class RepairedMovieDownloadTest {

    private static final int MEGABYTES = 24;

    @RegisterExtension
    static final WebServer SERVER = new WebServer().withFile("/movies/7", MEGABYTES);

    @Test
    @LeakBudget(allocation = "8MB", because = "however long the movie is")
    void savesAMovie(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("movie");
        try (RandomAccessFile begun = new RandomAccessFile(file.toFile(), "rw")) {
            begun.setLength(10_000_000); // as if it had been interrupted
        }
        AtomicLong least = new AtomicLong(Long.MAX_VALUE);
        RepairedMovieDownload download = new RepairedMovieDownload(new OkHttpClient());

        long size = download.save(SERVER.url("/movies/7"), file, done -> least.accumulateAndGet(done, Math::min));

        assertThat(size).isEqualTo(MEGABYTES << 20).isEqualTo(file.toFile().length());
        assertThat(least).hasValueBetween(10_000_001L, 10_100_000L);
    }
}
