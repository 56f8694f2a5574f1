package dev.leakcheck.benchmarks;

import dev.leakcheck.LeakCheck;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Runs the suite in forks, variant after variant and again from the start, so that what else the machine does falls on
 * all of them alike; prints a Markdown table. Argument: the file for the table.
 *
 * <p>JDKs: the one that runs this, and those in environment variables such as {@code JAVA_HOME_25_X64}.
 */
final class Benchmark {

    private static final int ROUNDS = Integer.getInteger("leakcheck.benchmark.rounds", 5);

    private final StringBuilder table = new StringBuilder();
    private final Path jdk;
    private final String version;
    private final Path jar;

    private Benchmark(Path jdk, String version, Path jar) {
        this.jdk = jdk;
        this.version = version;
        this.jar = jar;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException, URISyntaxException {
        Path jar = Path.of(LeakCheck.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Path> jdk : jdks().entrySet()) {
            text.append(new Benchmark(jdk.getValue(), jdk.getKey(), jar).run());
        }
        System.out.println(text);
        Files.writeString(Path.of(arguments[0]), text);
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

    private String run() throws IOException, InterruptedException {
        Map<Variant, List<Figures>> suite = rounds("whole", Variant.ABSENT, Variant.OFF, Variant.ON, Variant.NAIVE_GC);
        Map<Variant, List<Figures>> start =
                rounds("one", Variant.ABSENT, Variant.NO_AGENT, Variant.JAVA_AGENT, Variant.ON);
        table.append("JDK ").append(version).append(", ").append(ROUNDS).append(" rounds of interleaved forks\n\n");
        table.append("| | time of a test, µs: median (min … max) | added µs | ratio | mean, µs | added | CPU of the")
                .append(" test thread, µs | added |\n|---|---|---|---|---|---|---|---|\n");
        suiteRow("no LeakCheck", suite, Variant.ABSENT);
        suiteRow("`leakcheck.mode=off`", suite, Variant.OFF);
        suiteRow("all resources", suite, Variant.ON);
        suiteRow("two `System.gc()`", suite, Variant.NAIVE_GC);
        table.append("\n| one test, whole process | CPU, ms: median (min … max) | added to no LeakCheck | ")
                .append("of which the agent |\n|---|---|---|---|\n");
        startRow("no LeakCheck", start, Variant.ABSENT);
        startRow("`leakcheck.agent=off`", start, Variant.NO_AGENT);
        startRow("`-javaagent:`", start, Variant.JAVA_AGENT);
        startRow("attaches itself", start, Variant.ON);
        return table.append('\n').toString();
    }

    private Map<Variant, List<Figures>> rounds(String size, Variant... variants)
            throws IOException, InterruptedException {
        Map<Variant, List<Figures>> figures = new EnumMap<>(Variant.class);
        for (int round = 0; round < ROUNDS; round++) {
            for (Variant variant : variants) {
                figures.computeIfAbsent(variant, ignored -> new ArrayList<>()).add(fork(variant, size));
            }
        }
        return figures;
    }

    private Figures fork(Variant variant, String size) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString(), "-Xmx512m"));
        command.addAll(variant.jvmArguments(jar));
        command.addAll(List.of(
                "-classpath", System.getProperty("java.class.path"), SuiteMain.class.getName(), variant.name(), size));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + lines);
        }
        return lines.stream()
                .filter(line -> line.startsWith(Figures.MARK))
                .map(Figures::parse)
                .findFirst()
                .orElseThrow();
    }

    private void suiteRow(String name, Map<Variant, List<Figures>> all, Variant variant) {
        List<Figures> rows = all.get(variant);
        List<Figures> base = all.get(Variant.ABSENT);
        Spread median = spread(rows, Figures::medianMicros);
        Spread added = added(rows, base, Figures::medianMicros);
        double ratio = median.median() / spread(base, Figures::medianMicros).median();
        row(
                name,
                median,
                added,
                String.format(Locale.ROOT, "%.1f", ratio),
                spread(rows, Figures::meanMicros),
                added(rows, base, Figures::meanMicros),
                spread(rows, Figures::threadMicros),
                added(rows, base, Figures::threadMicros));
    }

    private void startRow(String name, Map<Variant, List<Figures>> all, Variant variant) {
        List<Figures> rows = all.get(variant);
        boolean agent = variant == Variant.JAVA_AGENT || variant == Variant.ON;
        row(
                name,
                spread(rows, Figures::processMillis),
                added(rows, all.get(Variant.ABSENT), Figures::processMillis),
                agent ? added(rows, all.get(Variant.NO_AGENT), Figures::processMillis) : "");
    }

    private void row(Object... cells) {
        table.append("| ").append(cells[0]);
        for (int i = 1; i < cells.length; i++) {
            table.append(" | ").append(cells[i]);
        }
        table.append(" |\n");
    }

    private static Spread spread(List<Figures> figures, ToDoubleFunction<Figures> figure) {
        return Spread.of(figures.stream().mapToDouble(figure).toArray());
    }

    /** Round by round, since what disturbs one round disturbs all of its forks. */
    private static Spread added(List<Figures> rows, List<Figures> base, ToDoubleFunction<Figures> figure) {
        double[] differences = new double[rows.size()];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = figure.applyAsDouble(rows.get(i)) - figure.applyAsDouble(base.get(i));
        }
        return Spread.of(differences);
    }
}
