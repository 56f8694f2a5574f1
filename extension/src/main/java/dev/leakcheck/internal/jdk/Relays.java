package dev.leakcheck.internal.jdk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Knows the stages of {@link CompletableFuture} that pass on or await a result and run nobody's code: {@code allOf} alone makes
 * two for each future.
 */
public final class Relays {

    private static final String[] NAMES = {"UniRelay", "BiRelay", "CoCompletion", "AnyOf", "Signaller"};

    private final Class<?>[] types = find();

    /** Make one before the hooks are in: they ask it. */
    public Relays() {}

    /** Whether tasks of this class are such stages. */
    public boolean areOf(Class<?> task) {
        for (Class<?> type : types) {
            if (task == type) {
                return true;
            }
        }
        return false;
    }

    private static Class<?>[] find() {
        List<Class<?>> types = new ArrayList<>();
        for (String name : NAMES) {
            try {
                types.add(Class.forName(CompletableFuture.class.getName() + '$' + name, false, null));
            } catch (ClassNotFoundException ofAnotherJdk) {
                // Then there is none to leave out.
            }
        }
        return types.toArray(new Class<?>[0]);
    }
}
