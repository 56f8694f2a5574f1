package dev.leakcheck.examples.memory;

/** Draws a chart in the colours that the user prefers, and listens on after it was closed. */
public final class ChartWindow {

    private final double[] points;

    public ChartWindow(double[] points) {
        this.points = points;
    }

    /** Shows the chart. */
    public void open() {
        Preferences.onChange(this::draw); // leaks: nobody takes the listener out again
        draw();
    }

    /** Closes the window. */
    public void close() {}

    private void draw() {
        points[0] = Math.max(points[0], 0);
    }
}
