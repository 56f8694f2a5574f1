package dev.leakcheck.detection;

import dev.leakcheck.testing.TemporaryDirectory;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL server of this test's own, by the binaries that are installed; it does not run as root. */
final class PostgresServer implements AutoCloseable {

    private static final String GIVEN = "LEAKCHECK_TEST_POSTGRES";
    private static final int PATIENCE_SECONDS = 30;

    private final String url;
    private final @Nullable Path directory;
    private final @Nullable Process process;

    private PostgresServer(String url, @Nullable Path directory, @Nullable Process process) {
        this.url = url;
        this.directory = directory;
        this.process = process;
    }

    /** The directory of its programs; null if it is not installed, and the environment names no server either. */
    static @Nullable Path programs() {
        if (System.getenv(GIVEN) != null) {
            return Path.of("");
        }
        List<Path> candidates = new ArrayList<>();
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            versions.map(version -> version.resolve("bin")).forEach(candidates::add);
        } catch (IOException none) {
            // Perhaps on the PATH.
        }
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(Path::of)
                .forEach(candidates::add);
        return candidates.stream()
                .filter(path ->
                        Files.isExecutable(path.resolve("initdb")) && Files.isExecutable(path.resolve("postgres")))
                .findFirst()
                .orElse(null);
    }

    static PostgresServer start(Path programs) throws Exception {
        String given = System.getenv(GIVEN);
        if (given != null) {
            return new PostgresServer(given, null, null);
        }
        Path directory = Files.createTempDirectory("leakcheck-postgres");
        List<String> user = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            user.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
            run(List.of("chown", "postgres", directory.toString()));
        }
        String data = directory.resolve("data").toString();
        run(command(user, programs.resolve("initdb"), "-D", data, "-A", "trust", "-U", "test", "--no-sync"));
        int port = freePort();
        Process process = new ProcessBuilder(command(
                        user,
                        programs.resolve("postgres"),
                        "-D",
                        data,
                        "-p",
                        String.valueOf(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off"))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        PostgresServer server = new PostgresServer(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=test&password=hidden", directory, process);
        server.awaitReady();
        return server;
    }

    String url() {
        return url;
    }

    private void awaitReady() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                DriverManager.getConnection(url).close();
                return;
            } catch (SQLException notYet) {
                if (System.nanoTime() > deadline || process == null || process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    close();
                    throw notYet;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.destroy();
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (directory != null) {
            TemporaryDirectory.delete(directory);
        }
    }

    private static List<String> command(List<String> user, Path program, String... arguments) {
        List<String> command = new ArrayList<>(user);
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + output);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
