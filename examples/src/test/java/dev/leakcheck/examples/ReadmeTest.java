package dev.leakcheck.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the README shows is what a test has seen. */
class ReadmeTest {

    @Test
    void showsTheGoldenFailure() throws IOException {
        String golden = Files.readString(Path.of("src/test/resources/golden/early-return.txt"));

        assertThat(Files.readString(Path.of("../README.md"))).contains(golden.stripTrailing());
    }
}
