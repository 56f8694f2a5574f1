package dev.leakcheck.examples.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LeakCheck
class RepairedZippedLogTest {

    @Test
    void readsTheHeader(@TempDir Path directory) throws IOException {
        Path log = directory.resolve("server.log.gz");
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(log))) {
            zipped.write("# server 7\nINFO started\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(RepairedZippedLog.header(log)).isEqualTo("# server 7");
    }
}
