package dev.leakcheck.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** The median of several forks, with the least and the greatest. */
public record Spread(double median, double min, double max) {

    public static Spread of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f (%.0f … %.0f)", median, min, max);
    }
}
