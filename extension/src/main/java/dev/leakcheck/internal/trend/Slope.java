package dev.leakcheck.internal.trend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** By how much a figure grows with each round, so that single steps and outliers make no difference. */
final class Slope {

    /**
     * A figure.
     *
     * @param round after which round
     * @param value the figure
     * @param stretch figures of two stretches cannot be compared
     */
    record Point(int round, long value, int stretch) {}

    private Slope() {}

    /** The smaller of two robust rates: the middle of all steps, and the middle of the slopes between any two points. */
    static double of(List<Point> points) {
        return Math.min(middleRate(points, 1), middleRate(points, points.size()));
    }

    /** The middle of the rates from each point to those after it, as many as {@code reach}: Theil-Sen's if that is all. */
    private static double middleRate(List<Point> points, int reach) {
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size() && j <= i + reach; j++) {
                Point from = points.get(i);
                Point to = points.get(j);
                if (from.stretch() == to.stretch()) {
                    rates.add((double) (to.value() - from.value()) / (to.round() - from.round()));
                }
            }
        }
        if (rates.isEmpty()) {
            return 0;
        }
        Collections.sort(rates);
        int middle = rates.size() / 2;
        return rates.size() % 2 == 1 ? rates.get(middle) : (rates.get(middle - 1) + rates.get(middle)) / 2;
    }
}
