package dev.leakcheck.examples.lifecycle;

import java.util.ArrayList;
import java.util.List;

/** Searches, and remembers what it found for whoever looks at the history, which nobody does. */
public final class Search {

    private static final List<SearchResult> HISTORY = new ArrayList<>();

    private Search() {}

    /** What there is about something. */
    public static SearchResult about(String query, String customer) {
        SearchResult result = new SearchResult(customer, query, new byte[1024]);
        HISTORY.add(result); // leaks: one kilobyte a call
        return result;
    }
}
