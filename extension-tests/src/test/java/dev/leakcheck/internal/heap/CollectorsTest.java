package dev.leakcheck.internal.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In real JVMs with the flags under test. */
class CollectorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+UseSerialGC",
                "-XX:+UseParallelGC",
                "-XX:+UseG1GC",
                "-XX:+UseZGC",
                "-XX:+UseShenandoahGC",
                "-XX:+UseSerialGC -XX:+DisableExplicitGC",
                "-XX:+UseParallelGC -XX:+DisableExplicitGC",
                "-XX:+UseG1GC -XX:+DisableExplicitGC",
                "-XX:+UseZGC -XX:+DisableExplicitGC",
                "-XX:+UseG1GC -XX:+ExplicitGCInvokesConcurrent",
                "-XX:+UseG1GC -XX:+ExplicitGCInvokesConcurrent -XX:+DisableExplicitGC",
                "-XX:+UseShenandoahGC -XX:-ExplicitGCInvokesConcurrent",
                "-XX:+UseG1GC -XX:-UseCompressedOops",
                "-XX:+UseG1GC -Xint"
            })
    void measuresRight(String flags) throws Exception {
        assertThat(verdict(flags)).startsWith("RIGHT");
    }

    @Test
    void epsilonCannotBeMeasured() throws Exception {
        assertThat(verdict("-XX:+UseEpsilonGC"))
                .startsWith("UNMEASURABLE")
                .contains("-XX:+UseEpsilonGC never collects", "run the tests with another collector");
    }

    @Test
    void shenandoahWithoutExplicitCollectionCannotBeMeasured() throws Exception {
        assertThat(verdict("-XX:+UseShenandoahGC -XX:+DisableExplicitGC"))
                .startsWith("UNMEASURABLE")
                .contains("-XX:+DisableExplicitGC lets no collection be forced", "remove that flag");
    }

    private static String verdict(String flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-Xmx400m", "-XX:+UnlockExperimentalVMOptions"));
        command.addAll(List.of(flags.split(" ")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ForkedHeap.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        // A JDK may be built without a collector; that is no failure of ours.
        assumeFalse(output.contains("not supported in this VM") || output.contains("Unrecognized VM option"), output);
        return output.lines()
                .filter(line -> line.matches("(RIGHT|WRONG|UNMEASURABLE) .*"))
                .findFirst()
                .orElse("no verdict: " + output);
    }
}
