package dev.leakcheck.examples.memory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the user prefers; whoever shows it wants to hear of changes. */
final class Preferences {

    private static final List<Runnable> LISTENERS = new CopyOnWriteArrayList<>();

    private Preferences() {}

    static void onChange(Runnable listener) {
        LISTENERS.add(listener);
    }

    static void forget(Runnable listener) {
        LISTENERS.remove(listener);
    }
}
