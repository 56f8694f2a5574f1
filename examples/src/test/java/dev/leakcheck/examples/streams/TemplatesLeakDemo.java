package dev.leakcheck.examples.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LeakCheck
class TemplatesLeakDemo {

    @Test
    void knowsTheSubject(@TempDir Path directory) throws IOException {
        Path template = Files.writeString(directory.resolve("welcome.txt"), "Welcome!\nDear …\n");

        assertThat(Templates.subject(template)).isEqualTo("Welcome!");
        assertThat(Templates.subject(template)).isEqualTo("Welcome!");
    }
}
