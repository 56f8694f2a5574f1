package dev.leakcheck.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A child process in a fresh directory below {@code target}, with what it printed. */
record Fork(Path directory, int exitCode, String stdout, String stderr) {

    /** A fresh directory below the build directory. */
    static Path directory(String kind) {
        try {
            Path parent = Path.of(System.getProperty("leakcheck-test.build", "target"), kind);
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent.toAbsolutePath(), "run-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Fork run(Path directory, List<String> command, Duration timeout, Consumer<Map<String, String>> environment) {
        Path stdout = directory.resolve("stdout.txt");
        Path stderr = directory.resolve("stderr.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"));
        environment.accept(builder.environment());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            Fork fork = new Fork(directory, process.exitValue(), read(stdout), read(stderr));
            if (!ended) {
                throw new AssertionError("no end within " + timeout + "\n" + fork.described(command));
            }
            return fork;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String described(List<String> command) {
        return String.join(" ", command) + "\nin " + directory + ", exit code " + exitCode + "\n" + stdout + stderr;
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), Charset.defaultCharset());
    }
}
