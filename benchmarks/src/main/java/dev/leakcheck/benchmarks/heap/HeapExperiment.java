package dev.leakcheck.benchmarks.heap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs all bodies, harmless and leaking ones, in a new order in each of some JVMs, once with the default budget, or with
 * {@code -Dleakcheck.experiment.trend=true} over rounds; prints a Markdown table. Argument: the file for the table. Fails if
 * there was a false alarm or a miss.
 */
final class HeapExperiment {

    private static final int JVMS = Integer.getInteger("leakcheck.experiment.jvms", 9);

    private static final boolean TREND = Boolean.getBoolean("leakcheck.experiment.trend");

    private final Map<String, Body> bodies = new LinkedHashMap<>();
    private final Map<String, Integer> caught = new LinkedHashMap<>();
    private final Map<String, Integer> named = new LinkedHashMap<>();
    private final StringBuilder errors = new StringBuilder();
    private int harmless;
    private int falseAlarms;
    private int misses;

    private HeapExperiment() {
        (TREND ? TrendTrial.bodies() : Trial.bodies()).forEach(body -> bodies.put(body.name(), body));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        HeapExperiment experiment = new HeapExperiment();
        for (int seed = 1; seed <= JVMS; seed++) {
            experiment.fork(seed);
        }
        String table = experiment.table();
        System.out.println(table);
        Files.writeString(Path.of(arguments[0]), table);
        if (experiment.falseAlarms + experiment.misses > 0 || !experiment.errors.isEmpty()) {
            System.exit(1);
        }
    }

    private void fork(int seed) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-classpath",
                System.getProperty("java.class.path"),
                (TREND ? TrendTrial.class : Trial.class).getName(),
                String.valueOf(seed));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines = process.inputReader().lines().toList();
        process.waitFor();
        List<String> trials =
                lines.stream().filter(line -> line.startsWith(Trial.MARK)).toList();
        if (trials.size() != bodies.size()) {
            errors.append("JVM ")
                    .append(seed)
                    .append(": ")
                    .append(trials.size())
                    .append(" of ")
                    .append(bodies.size())
                    .append(" bodies ran\n");
        }
        trials.forEach(line -> judge(seed, line.split("\t", -1)));
    }

    private void judge(int seed, String[] trial) {
        Body body = bodies.get(trial[1]);
        String message = trial[2];
        boolean alarm = message.contains("LeakAssertionError");
        if (!message.isEmpty() && !alarm) {
            errors.append("JVM ")
                    .append(seed)
                    .append(": ")
                    .append(body.name())
                    .append(": ")
                    .append(message)
                    .append('\n');
        } else if (body.holder().isEmpty()) {
            harmless++;
            if (alarm) {
                falseAlarms++;
                errors.append("JVM ")
                        .append(seed)
                        .append(": false alarm: ")
                        .append(body.name())
                        .append(": ")
                        .append(message)
                        .append('\n');
            }
        } else {
            caught.merge(body.name(), alarm ? 1 : 0, Integer::sum);
            named.merge(body.name(), alarm && message.contains("held by " + body.holder()) ? 1 : 0, Integer::sum);
            if (!alarm) {
                misses++;
                errors.append("JVM ")
                        .append(seed)
                        .append(": missed: ")
                        .append(body.name())
                        .append('\n');
            }
        }
    }

    private String table() {
        StringBuilder table = new StringBuilder();
        table.append("JDK ")
                .append(Runtime.version().feature())
                .append(", ")
                .append(JVMS)
                .append(TREND ? " JVMs, trends" : " JVMs")
                .append("\n\n| | traces | alarms | right holder named |\n|---|---|---|---|\n");
        table.append("| harmless bodies | ")
                .append(harmless)
                .append(" | ")
                .append(falseAlarms)
                .append(" | |\n");
        caught.forEach((name, count) -> table.append("| leak: ")
                .append(name)
                .append(" | ")
                .append(JVMS)
                .append(" | ")
                .append(count)
                .append(" | ")
                .append(named.get(name))
                .append(" |\n"));
        return table.append('\n').append(errors).toString();
    }
}
