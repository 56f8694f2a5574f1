package dev.leakcheck.internal.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of its own: weaving is once per JVM and must not touch the one that runs the other tests. */
final class Fork {

    /** Boot classes go unverified by default; wrong woven code would crash the JVM instead of saying so. */
    private static final List<String> VERIFYING =
            List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal");

    private Fork() {}

    static String run(Class<?> main, List<String> options, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(VERIFYING);
        command.addAll(options);
        command.addAll(List.of("-cp", testClassPath(), main.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("leakcheck", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(output.toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            Process process = builder.start();
            if (!process.waitFor(90, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                return "HUNG\n" + Files.readString(output);
            }
            return Files.readString(output) + "EXIT " + process.exitValue();
        } finally {
            Files.delete(output);
        }
    }

    static Path jar() throws IOException {
        Path location = Path.of(
                Agent.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        if (Files.isRegularFile(location)) {
            return location;
        }
        // An IDE's or a reactor's class directory: the jar beside it.
        try (Stream<Path> beside = Files.list(location.getParent())) {
            return beside.filter(path -> path.getFileName().toString().matches("leakcheck-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no jar beside " + location));
        }
    }

    static String testClassPath() throws Exception {
        List<String> entries = new ArrayList<>();
        entries.add(jar().toString());
        for (String inside : List.of(
                Fork.class.getName(),
                "okhttp3.OkHttpClient",
                "okio.Okio",
                "kotlin.Unit",
                "org.junit.jupiter.api.Test",
                "org.junit.jupiter.engine.JupiterTestEngine",
                "org.junit.platform.launcher.Launcher",
                "org.junit.platform.engine.TestEngine",
                "org.junit.platform.commons.JUnitException",
                "org.opentest4j.AssertionFailedError")) {
            entries.add(Path.of(Class.forName(inside, false, Fork.class.getClassLoader())
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
