package dev.leakcheck.examples.memory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** What opens the reports again that were open last. */
final class RecentReports {

    private static final int LARGEST = 10;
    private static final Deque<Supplier<String>> ACTIONS = new ArrayDeque<>();

    private RecentReports() {}

    static synchronized void add(Supplier<String> action) {
        ACTIONS.addFirst(action);
        if (ACTIONS.size() > LARGEST) {
            ACTIONS.removeLast();
        }
    }
}
