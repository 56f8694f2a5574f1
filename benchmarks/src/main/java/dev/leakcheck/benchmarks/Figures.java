package dev.leakcheck.benchmarks;

import java.util.Arrays;

/**
 * What one fork measured.
 *
 * @param tests how many tests ran
 * @param medianMicros the median, over all tests, from the end of one test to the end of the next
 * @param meanMicros the run of the suite, first and last things included, by the number of tests
 * @param threadMicros the same in CPU time of the thread that runs the tests
 * @param processMillis CPU of the JVM and of the processes that it started, from start to end
 */
record Figures(int tests, double medianMicros, double meanMicros, double threadMicros, double processMillis) {

    static final String MARK = "FIGURES ";

    static Figures parse(String line) {
        String[] parts = line.substring(MARK.length()).split(" ");
        double[] numbers = Arrays.stream(parts).mapToDouble(Double::parseDouble).toArray();
        return new Figures((int) numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    String line() {
        return MARK + tests + " " + medianMicros + " " + meanMicros + " " + threadMicros + " " + processMillis;
    }
}
