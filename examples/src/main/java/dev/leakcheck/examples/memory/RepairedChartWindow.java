package dev.leakcheck.examples.memory;

/** Draws a chart in the colours that the user prefers, and listens until it is closed. */
public final class RepairedChartWindow {

    private final double[] points;
    private final Runnable listener = this::draw; // each this::draw is another object: remove what was added

    public RepairedChartWindow(double[] points) {
        this.points = points;
    }

    /** Shows the chart. */
    public void open() {
        Preferences.onChange(listener);
        draw();
    }

    /** Closes the window. */
    public void close() {
        Preferences.forget(listener);
    }

    private void draw() {
        points[0] = Math.max(points[0], 0);
    }
}
