package dev.leakcheck.internal.heap;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Has a heap dump read by a JVM of its own, where the heap of this one is too small for it. */
final class DetachedReading {

    /** 27 million objects in 1 GB took less than a minute on a machine with seven times the work that it has cores for. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final long MB = 1 << 20;
    /** Besides the graph: the names, who holds what, and the JVM's own. */
    private static final long EXTRA_BYTES = 192 * MB;

    private static final double MOST_OF_FREE_MEMORY = 0.75;

    private DetachedReading() {}

    /**
     * Reads a dump.
     *
     * @param graphBytes what its graph takes of a heap
     * @throws IOException saying why that did not work
     */
    static HolderReport read(Path dump, long graphBytes, DetachedReader.Request request, Duration patience)
            throws IOException {
        long heap = graphBytes * 5 / 4 + EXTRA_BYTES;
        long free = PhysicalMemory.available();
        if (heap > free * MOST_OF_FREE_MEMORY) {
            throw new IOException(
                    "a JVM that reads it takes " + heap / MB + " MB, and the machine has " + free / MB + " MB free");
        }
        // Beside the dump: whoever deletes it deletes these, too.
        Path question = dump.resolveSibling("question");
        Path answer = dump.resolveSibling("answer");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(question))) {
            request.write(out);
        }
        run(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap / MB + "m",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-XX:-CreateCoredumpOnCrash",
                        "-classpath",
                        ownJar(),
                        DetachedReader.class.getName(),
                        dump.toString(),
                        question.toString(),
                        answer.toString()),
                dump.resolveSibling("errors"),
                patience);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(answer)))) {
            return HolderReport.read(in);
        }
    }

    private static void run(List<String> command, Path errors, Duration patience) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(errors.getParent().toFile())
                // No pipes: this process must leave no trace in the tests' JVM.
                .redirectInput(Redirect.from(errors.resolveSibling("question").toFile()))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(errors.toFile());
        // Options meant for the tests, such as agents.
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        Process process = builder.start();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("a JVM took more than " + patience.toSeconds() + " s to read it");
            }
            if (process.exitValue() != 0) {
                throw new IOException("the JVM that read it failed: "
                        + Files.readString(errors).lines().findFirst().orElse("exit code " + process.exitValue()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a JVM read it", e);
        } finally {
            end(process);
        }
    }

    /** Until it is gone: it has files open that are about to be deleted. */
    private static void end(Process process) {
        process.destroyForcibly();
        boolean interrupted = Thread.interrupted();
        try {
            process.waitFor(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String ownJar() throws IOException {
        CodeSource source = DetachedReading.class.getProtectionDomain().getCodeSource();
        try {
            if (source != null && source.getLocation() != null) {
                return Path.of(source.getLocation().toURI()).toString();
            }
        } catch (URISyntaxException | RuntimeException noFile) {
            // Said below.
        }
        throw new IOException("LeakCheck was not loaded from a jar, so no other JVM can run it");
    }
}
