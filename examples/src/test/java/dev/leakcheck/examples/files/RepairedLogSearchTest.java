package dev.leakcheck.examples.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LeakCheck
class RepairedLogSearchTest {

    @Test
    void findsTheFirstError(@TempDir Path directory) throws IOException {
        Path log = Files.writeString(directory.resolve("server.log"), "INFO started\nERROR disk full\nINFO stopped\n");

        assertThat(RepairedLogSearch.firstError(log)).contains("ERROR disk full");
    }
}
