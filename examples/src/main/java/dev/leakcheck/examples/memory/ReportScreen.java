package dev.leakcheck.examples.memory;

/** Shows the pages of a report; what is to open it again later holds the whole screen. */
public final class ReportScreen {

    private final String title;
    private final byte[] pages;

    public ReportScreen(String title, byte[] pages) {
        this.title = title;
        this.pages = pages;
    }

    /** Closes the screen, and remembers how to open it again. */
    public int close() {
        RecentReports.add(() -> "open " + title); // leaks: title is this.title, so the lambda holds this
        return pages.length;
    }
}
