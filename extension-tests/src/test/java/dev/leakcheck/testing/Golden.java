package dev.leakcheck.testing;

/** What differs from run to run and from edit to edit, taken out of a message that is compared as a whole. */
public final class Golden {

    private Golden() {}

    /** Line numbers of sources become N, descriptor numbers and process ids N, the fork's directory {@code …}. */
    public static String of(Failure failure) {
        return of(failure.messageOrEmpty());
    }

    public static String of(String text) {
        return text.replaceAll("\\.java:\\d+\\)", ".java:N)")
                .replaceAll("\\(fd \\d+\\)", "(fd N)")
                .replaceAll("/\\S*/run-\\d+/", "…/")
                .replaceAll("(?m)^\tat java\\.base/.*\n", "");
    }
}
