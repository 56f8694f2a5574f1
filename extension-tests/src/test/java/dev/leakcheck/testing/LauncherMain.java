package dev.leakcheck.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The forked side of {@link ForkedJUnit}, on platform 1.9 to 6.x.
 *
 * <p>Arguments: the file for the results, then {@code key=value} configuration parameters and fixtures. The file has one
 * line of Base64 for each {@link TestResult}, and {@value #END} as its last line.
 */
final class LauncherMain {

    static final String END = "END";

    private LauncherMain() {}

    public static void main(String[] arguments) throws IOException {
        List<String> names = new ArrayList<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String argument : List.of(arguments).subList(1, arguments.length)) {
            int equals = argument.indexOf('=');
            if (equals < 0) {
                names.add(argument);
            } else {
                parameters.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
        try (OutputStream lines = Files.newOutputStream(Path.of(arguments[0]))) {
            ResultListener listener = new ResultListener(result -> write(lines, encode(result)));
            try (LauncherSession session = LauncherFactory.openSession()) {
                session.getLauncher().execute(new Fixtures(names, parameters).build(), listener);
            }
            write(lines, END);
        }
        System.exit(0); // as Surefire does: a thread that a fixture leaked must not hold the JVM
    }

    private static void write(OutputStream lines, String line) {
        try {
            lines.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encode(TestResult result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(result);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static TestResult decode(String line) {
        byte[] bytes = Base64.getDecoder().decode(line);
        try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (TestResult) objects.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException("not a result: " + line, e);
        }
    }
}
