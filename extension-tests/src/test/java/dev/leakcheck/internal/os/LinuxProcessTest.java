package dev.leakcheck.internal.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class LinuxProcessTest {

    @Test
    void aCommandLineIsOneShortLine() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "read line", "a\nb", "x".repeat(500)).start();
        try {
            String line = LinuxProcess.commandLine(process.pid());
            assertThat(line)
                    .startsWith("sh -c read line a\\nb xxx")
                    .hasSize(160)
                    .endsWith("…");
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertThat(LinuxProcess.commandLine(process.pid())).isNull();
    }
}
