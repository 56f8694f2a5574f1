package dev.leakcheck.examples.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LeakCheck
class LogFollowerLeakDemo {

    @Test
    void readsTheLog(@TempDir Path directory) throws IOException {
        Path log = Files.writeString(directory.resolve("server.log"), "INFO started\n");

        LogFollower follower = new LogFollower(log);

        assertThat(follower.next()).isEqualTo("INFO started");
    }
}
