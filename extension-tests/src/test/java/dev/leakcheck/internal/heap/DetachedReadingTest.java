package dev.leakcheck.internal.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetachedReadingTest {

    private static final long MB = 1 << 20;

    @TempDir
    Path directory;

    private final DetachedReader.Request request = new DetachedReader.Request(
            ObjectLayout.ofThisJvm(), Set.of(), ThreadFacts.now(thread -> false, thread -> false, false));

    @AfterEach
    void noProcessIsLeft() {
        assertThat(ProcessHandle.current()
                        .children()
                        .map(child -> child.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains("DetachedReader"));
    }

    @Test
    void agreesWithReadingInProcess() throws IOException {
        try (HeapDumpFile dump = HeapDumpFile.create()) {
            HolderReport there = DetachedReading.read(dump.path(), 64 * MB, request, Duration.ofMinutes(1));
            HeapGraph graph = HprofReader.read(dump.path(), ObjectLayout.ofThisJvm(), Long.MAX_VALUE);
            HolderReport here = HolderReport.of(HeapDumpReachability.of(graph), Set.of(), request.facts());

            assertThat(there.total()).isEqualTo(here.total()).containsKey("java.lang.String");
            assertThat(there.holders())
                    .map(DetachedReadingTest::described)
                    .isEqualTo(here.holders().stream()
                            .map(DetachedReadingTest::described)
                            .toList());
        }
    }

    private static String described(HolderTree.Node node) {
        return node.holder + " " + node.type + " " + node.field + " " + node.accusable + " " + node.entries + " "
                + node.children.stream().map(DetachedReadingTest::described).toList();
    }

    @Test
    void saysWhyItFailed() throws IOException {
        Path dump = Files.writeString(directory.resolve("live.hprof"), "no dump");

        assertThatThrownBy(() -> DetachedReading.read(dump, MB, request, Duration.ofMinutes(1)))
                .hasMessageContaining("the JVM that read it failed: ")
                .hasMessageContaining("EOFException");
    }

    @Test
    void losesPatience() throws IOException {
        Path dump = Files.writeString(directory.resolve("live.hprof"), "no dump");

        assertThatThrownBy(() -> DetachedReading.read(dump, MB, request, Duration.ofMillis(1)))
                .hasMessage("a JVM took more than 0 s to read it");
    }

    @Test
    void doesNotTryWithTooLittleMemory() {
        assertThatThrownBy(() ->
                        DetachedReading.read(directory.resolve("live.hprof"), 1L << 50, request, Duration.ofMinutes(1)))
                .hasMessageContaining("and the machine has ")
                .hasMessageContaining(" MB free");
    }
}
