package dev.leakcheck.internal.report;

/** What became of something that was left behind. */
public enum Fate {
    /** It failed its scope. */
    FAILED("failed"),
    /** It fails nothing: the mode is report, or the scope failed or was aborted for another reason. */
    REPORTED("reported"),
    /** It stands in the file of accepted leaks. */
    ACCEPTED("accepted"),
    /** It holds nothing, and ended in a way worth knowing. */
    NOTED("worth knowing"),
    /** It was told to stop and had not when the run ended. */
    NEVER_ENDED("told to stop, never ended"),
    /** It belongs to no test: it lives for the run. */
    OF_THE_RUN("left by the run");

    private final String text;

    Fate(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
