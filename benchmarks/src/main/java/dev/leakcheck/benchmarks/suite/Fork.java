package dev.leakcheck.benchmarks.suite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one JVM took.
 *
 * @param cpuMillis user and system time, with that of the processes that it started
 * @param wallMillis from its start to its end
 * @param outcome what it says of the tests
 */
record Fork(double cpuMillis, double wallMillis, String outcome) {

    /** The shell's account of what it waited for, as POSIX has it: user and system time. */
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s");

    /** A JVM that runs. */
    static final class Running {
        private final Process process;
        private final Path output;
        private final long began = System.nanoTime();

        private Running(Process process, Path output) {
            this.process = process;
            this.output = output;
        }

        /** Waits for its end. */
        Fork end() throws IOException, InterruptedException {
            process.waitFor();
            double wall = (System.nanoTime() - began) / 1e6;
            List<String> lines = Files.readAllLines(output);
            Files.delete(output);
            String outcome = lines.stream()
                    .filter(line -> line.startsWith(SuiteMain.MARK))
                    .reduce((first, last) -> last)
                    .orElseThrow(() -> new IllegalStateException(process.exitValue() + ": " + lines));
            return new Fork(childrensMillis(lines.get(lines.size() - 1)), wall, outcome);
        }

        private static double childrensMillis(String line) {
            Matcher times = TIMES.matcher(line);
            if (!times.matches()) {
                throw new IllegalStateException("no times: " + line);
            }
            return 1e3
                    * (60 * (Integer.parseInt(times.group(1)) + Integer.parseInt(times.group(3)))
                            + Double.parseDouble(times.group(2))
                            + Double.parseDouble(times.group(4)));
        }
    }

    static Running start(List<String> command, File directory) throws IOException {
        Path output = Files.createTempFile("suite", ".txt");
        List<String> timed = new ArrayList<>(List.of("sh", "-c", "\"$@\"; times", "sh"));
        timed.addAll(command);
        return new Running(
                new ProcessBuilder(timed)
                        .directory(directory)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start(),
                output);
    }
}
