package dev.leakcheck.internal.trend;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures of the rounds as lines: of many rounds the first and the last. */
final class Table {

    private static final int LINES = 12;

    private Table() {}

    static List<String> of(List<Slope.Point> points, boolean memory) {
        List<String> lines = new ArrayList<>();
        long most = points.stream().mapToLong(Slope.Point::value).max().orElse(0);
        int width = String.format(Locale.ROOT, "%,d", most).length();
        for (int i = 0; i < points.size(); i++) {
            if (points.size() <= LINES || i < LINES / 2 || i >= points.size() - LINES / 2) {
                lines.add(line(points, i, width, memory));
            } else if (i == LINES / 2) {
                lines.add("…");
            }
        }
        return lines;
    }

    private static String line(List<Slope.Point> points, int index, int width, boolean memory) {
        Slope.Point point = points.get(index);
        if (index == 0) {
            return value(point, width, memory);
        }
        boolean dumped = points.get(index - 1).stretch() != point.stretch();
        String step = dumped
                ? "  (a heap dump came before)"
                : String.format(
                        Locale.ROOT,
                        "  %,+d",
                        point.value() - points.get(index - 1).value());
        return value(point, width, memory) + step;
    }

    private static String value(Slope.Point point, int width, boolean memory) {
        String value = String.format(Locale.ROOT, "%," + width + "d", point.value());
        return String.format(Locale.ROOT, "round %2d: ", point.round()) + value + (memory ? " B" : "");
    }
}
