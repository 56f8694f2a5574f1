package dev.leakcheck.benchmarks.suite;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.benchmarks.Spread;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs a real suite, compiled and unmodified, with LeakCheck by autodetection and without it, in turn, and prints what the
 * JVMs took. Argument: the file for the table. With {@code suite.together} those of a round run at the same time, each on a
 * core of its own, and change places from round to round: a machine that changes its speed then changes it for all.
 *
 * <p>The suite is a project's test classes ({@code suite.classes}) and its test class path ({@code suite.classpath}: a
 * file, as {@code dependency:build-classpath} writes it). Each fork is a fresh JVM of this JDK in the project's directory
 * ({@code suite.directory}).
 */
public final class SuiteBenchmark {

    private static final int ROUNDS = Integer.getInteger("leakcheck.benchmark.rounds", 5);

    private static final boolean TOGETHER = Boolean.getBoolean("suite.together");

    private SuiteBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException, URISyntaxException {
        Map<SuiteVariant, List<Fork>> forks = new EnumMap<>(SuiteVariant.class);
        for (int round = 0; round < ROUNDS; round++) {
            Map<SuiteVariant, Fork.Running> running = new LinkedHashMap<>();
            for (SuiteVariant variant : SuiteVariant.inRound(round)) {
                running.put(variant, Fork.start(command(variant, running.size()), directory()));
                if (!TOGETHER) {
                    end(running, forks);
                }
            }
            end(running, forks);
        }
        String table = table(forks);
        System.out.println(table);
        Files.writeString(Path.of(arguments[0]), table);
    }

    private static void end(Map<SuiteVariant, Fork.Running> running, Map<SuiteVariant, List<Fork>> forks)
            throws IOException, InterruptedException {
        for (Map.Entry<SuiteVariant, Fork.Running> each : running.entrySet()) {
            Fork fork = each.getValue().end();
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f ms CPU, %.0f ms; %s%n",
                    each.getKey(),
                    fork.cpuMillis(),
                    fork.wallMillis(),
                    fork.outcome());
            forks.computeIfAbsent(each.getKey(), ignored -> new ArrayList<>()).add(fork);
        }
        running.clear();
    }

    private static File directory() {
        return new File(property("suite.directory"));
    }

    private static List<String> command(SuiteVariant variant, int core) throws IOException, URISyntaxException {
        List<String> command = new ArrayList<>();
        if (TOGETHER) {
            command.addAll(List.of("taskset", "-c", String.valueOf(core)));
        }
        command.addAll(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        if (TOGETHER) {
            // What a JVM chooses by the number of cores that it sees is to be the same as without.
            command.addAll(List.of(
                    "-XX:+UseG1GC",
                    "-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors()));
        }
        command.addAll(Stream.of(System.getProperty("suite.jvm", "").trim().split("\\s+"))
                .filter(flag -> !flag.isEmpty())
                .toList());
        command.add("-Dsuite.include=" + property("suite.include"));
        command.addAll(variant.arguments(jarOf(LeakCheck.class)));
        command.addAll(List.of("-classpath", classPath(), SuiteMain.class.getName(), property("suite.classes")));
        return command;
    }

    /** JUnit, LeakCheck and this benchmark first, of one version; then the suite. */
    private static String classPath() throws IOException, URISyntaxException {
        List<String> own = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*[/\\\\](junit-|opentest4j|apiguardian|leakcheck)[^/\\\\]*"))
                .toList();
        List<String> entries = new ArrayList<>(own);
        String here = jarOf(SuiteMain.class).toString();
        if (!entries.contains(here)) {
            entries.add(here);
        }
        entries.add(property("suite.classes"));
        entries.add(Path.of(property("suite.classes")).resolveSibling("classes").toString());
        entries.add(Files.readString(Path.of(property("suite.classpath"))).trim());
        return String.join(File.pathSeparator, entries);
    }

    private static Path jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String property(String name) {
        String value = System.getProperty(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("-D" + name + "=… is missing");
        }
        return value;
    }

    private static String table(Map<SuiteVariant, List<Fork>> forks) {
        StringBuilder table = new StringBuilder()
                .append("JDK ")
                .append(Runtime.version().feature())
                .append(", ")
                .append(ROUNDS)
                .append(TOGETHER ? " rounds of forks at the same time, a core each" : " rounds of interleaved forks")
                .append("\n\n| | CPU, s: median (min … max) | ratio, round by round: median")
                .append(" (min … max) | wall, s |\n|---|---|---|---|\n");
        List<Fork> base = forks.get(SuiteVariant.ABSENT);
        forks.forEach((variant, rows) -> table.append("| ")
                .append(variant.title())
                .append(" | ")
                .append(figures(rows.stream()
                        .mapToDouble(fork -> fork.cpuMillis() / 1e3)
                        .toArray()))
                .append(" | ")
                .append(figures(ratios(rows, base)))
                .append(" | ")
                .append(figures(rows.stream()
                        .mapToDouble(fork -> fork.wallMillis() / 1e3)
                        .toArray()))
                .append(" |\n"));
        return table.append('\n').toString();
    }

    private static double[] ratios(List<Fork> rows, List<Fork> base) {
        double[] ratios = new double[rows.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = rows.get(i).cpuMillis() / base.get(i).cpuMillis();
        }
        return ratios;
    }

    private static String figures(double[] values) {
        Spread spread = Spread.of(values);
        return String.format(Locale.ROOT, "%.2f (%.2f … %.2f)", spread.median(), spread.min(), spread.max());
    }
}
