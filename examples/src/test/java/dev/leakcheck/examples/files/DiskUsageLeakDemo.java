package dev.leakcheck.examples.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LeakCheck
class DiskUsageLeakDemo {

    @Test
    void findsALargeFile(@TempDir Path directory) throws IOException {
        Files.write(directory.resolve("server.log"), new byte[5000]);

        assertThat(DiskUsage.hasFileOf(directory, 4000)).isTrue();
    }
}
