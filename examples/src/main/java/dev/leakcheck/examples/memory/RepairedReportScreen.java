package dev.leakcheck.examples.memory;

/** Shows the pages of a report; what is to open it again later holds its title. */
public final class RepairedReportScreen {

    private final String title;
    private final byte[] pages;

    public RepairedReportScreen(String title, byte[] pages) {
        this.title = title;
        this.pages = pages;
    }

    /** Closes the screen, and remembers how to open it again. */
    public int close() {
        String titleOnly = title;
        RecentReports.add(() -> "open " + titleOnly);
        return pages.length;
    }
}
