package dev.leakcheck.benchmarks.operations;

import dev.leakcheck.benchmarks.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the hooks add to loading thousands of classes, to tasks, to statements of an in-memory database and to HTTP calls. */
public final class OperationsBenchmark {

    static final String MARK = "FIGURES ";

    private static final int ROUNDS = 5;

    private OperationsBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Path> jdk : jdks().entrySet()) {
            text.append("JDK ").append(jdk.getKey()).append(", ").append(ROUNDS);
            text.append(" rounds of interleaved forks: median (min … max)\n\n");
            text.append("| | without | with the agent | ratio |\n|---|---|---|---|\n");
            rows(jdk.getValue(), LoadClassesMain.class, new String[] {"classes loaded: CPU of the thread, ms"}, text);
            rows(
                    jdk.getValue(),
                    StatementsMain.class,
                    new String[] {
                        "connection, statement and result set of HikariCP and H2: CPU ns",
                        "statement and result set of one connection: CPU ns"
                    },
                    text);
            rows(jdk.getValue(), TasksMain.class, TasksMain.NAMES, text);
            rows(jdk.getValue(), CallsMain.class, CallsMain.NAMES, text);
            text.append('\n');
        }
        System.out.println(text);
        Files.writeString(Path.of(arguments[0]), text);
    }

    private static void rows(Path jdk, Class<?> main, String[] names, StringBuilder text)
            throws IOException, InterruptedException {
        double[][] without = new double[names.length][ROUNDS];
        double[][] with = new double[names.length][ROUNDS];
        String note = "";
        for (int round = 0; round < ROUNDS; round++) {
            String[] off = fork(jdk, main, "off");
            String[] on = fork(jdk, main, "on");
            note = on.length > names.length ? on[names.length] + " " : "";
            for (int i = 0; i < names.length; i++) {
                without[i][round] = Double.parseDouble(off[i]);
                with[i][round] = Double.parseDouble(on[i]);
            }
        }
        for (int i = 0; i < names.length; i++) {
            if (Double.isNaN(with[i][0])) {
                continue;
            }
            Spread base = Spread.of(without[i]);
            Spread spread = Spread.of(with[i]);
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                ratios[round] = with[i][round] / without[i][round];
            }
            text.append(String.format(
                    Locale.ROOT,
                    "| %s%s | %s | %s | %.2f |%n",
                    note,
                    names[i],
                    base,
                    spread,
                    Spread.of(ratios).median()));
        }
    }

    private static String[] fork(Path jdk, Class<?> main, String agent) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                jdk.resolve("bin/java").toString(),
                "-Xmx1g",
                "-classpath",
                System.getProperty("java.class.path"),
                main.getName(),
                agent));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + lines);
        }
        return lines.stream()
                .filter(line -> line.startsWith(MARK))
                .map(line -> line.substring(MARK.length()).split(" "))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Path> jdks() {
        Map<String, Path> jdks = new TreeMap<>();
        System.getenv().forEach((name, value) -> {
            if (name.matches("JAVA_HOME_\\d+(_\\w+)?")) {
                jdks.put(name.replaceAll("\\D+(\\d+).*", "$1"), Path.of(value));
            }
        });
        jdks.put(String.valueOf(Runtime.version().feature()), Path.of(System.getProperty("java.home")));
        return jdks;
    }
}
