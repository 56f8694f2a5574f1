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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs a real suite, compiled and unmodified, with LeakCheck by autodetection and without it, in turn, and prints what the
 * JVMs took. Argument: the file for the table.
 *
 * <p>The suite is a project's test classes ({@code suite.classes}) and its test class path ({@code suite.classpath}: a
 * file, as {@code dependency:build-classpath} writes it). Each fork is a fresh JVM of this JDK in the project's directory
 * ({@code suite.directory}).
 */
public final class SuiteBenchmark {

    private static final int ROUNDS = Integer.getInteger("leakcheck.benchmark.rounds", 5);
    private static final double MILLIS_PER_TICK = 10;

    private SuiteBenchmark() {}

    /** What one JVM took: user and system time with that of the processes that it started, and wall time. */
    private record Fork(double cpuMillis, double wallMillis, String outcome) {}

    public static void main(String[] arguments) throws IOException, InterruptedException, URISyntaxException {
        Map<SuiteVariant, List<Fork>> forks = new EnumMap<>(SuiteVariant.class);
        for (int round = 0; round < ROUNDS; round++) {
            for (SuiteVariant variant : SuiteVariant.inRound(round)) {
                Fork fork = fork(variant);
                System.out.printf(
                        Locale.ROOT,
                        "%s: %.0f ms CPU, %.0f ms; %s%n",
                        variant,
                        fork.cpuMillis,
                        fork.wallMillis,
                        fork.outcome);
                forks.computeIfAbsent(variant, ignored -> new ArrayList<>()).add(fork);
            }
        }
        String table = table(forks);
        System.out.println(table);
        Files.writeString(Path.of(arguments[0]), table);
    }

    private static Fork fork(SuiteVariant variant) throws IOException, InterruptedException, URISyntaxException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        command.addAll(List.of(System.getProperty("suite.jvm", "").trim().split("\\s+")));
        command.removeIf(String::isEmpty);
        command.add("-Dsuite.include=" + property("suite.include"));
        command.addAll(variant.arguments(jarOf(LeakCheck.class)));
        command.addAll(List.of("-classpath", classPath(), SuiteMain.class.getName(), property("suite.classes")));
        double cpuBefore = childrensMillis();
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(new File(property("suite.directory")))
                .redirectErrorStream(true)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        int exit = process.waitFor();
        double wall = (System.nanoTime() - began) / 1e6;
        String outcome = lines.stream()
                .filter(line -> line.startsWith(SuiteMain.MARK))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new IllegalStateException(exit + ": " + lines));
        return new Fork(childrensMillis() - cpuBefore, wall, outcome);
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

    /** Of all children that ended, and theirs. */
    private static double childrensMillis() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Stream.of(fields).skip(13).limit(2).mapToLong(Long::parseLong).sum() * MILLIS_PER_TICK;
    }

    private static String table(Map<SuiteVariant, List<Fork>> forks) {
        StringBuilder table = new StringBuilder()
                .append("JDK ")
                .append(Runtime.version().feature())
                .append(", ")
                .append(ROUNDS)
                .append(
                        " rounds of interleaved forks\n\n| | CPU, s: median (min … max) | ratio, round by round: median")
                .append(" (min … max) | wall, s |\n|---|---|---|---|\n");
        List<Fork> base = forks.get(SuiteVariant.ABSENT);
        forks.forEach((variant, rows) -> table.append("| ")
                .append(variant.title())
                .append(" | ")
                .append(figures(
                        rows.stream().mapToDouble(fork -> fork.cpuMillis / 1e3).toArray()))
                .append(" | ")
                .append(figures(ratios(rows, base)))
                .append(" | ")
                .append(figures(
                        rows.stream().mapToDouble(fork -> fork.wallMillis / 1e3).toArray()))
                .append(" |\n"));
        return table.append('\n').toString();
    }

    private static double[] ratios(List<Fork> rows, List<Fork> base) {
        double[] ratios = new double[rows.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = rows.get(i).cpuMillis / base.get(i).cpuMillis;
        }
        return ratios;
    }

    private static String figures(double[] values) {
        Spread spread = Spread.of(values);
        return String.format(Locale.ROOT, "%.2f (%.2f … %.2f)", spread.median(), spread.min(), spread.max());
    }
}
