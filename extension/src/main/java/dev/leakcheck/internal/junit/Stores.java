package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Reads JUnit's stores, which tell nobody what others have put into them. */
final class Stores {

    private Stores() {}

    /**
     * What is in the store of a context, in the form in which JUnit keeps it; in that of the root, also what is in those of the run
     * around it. Nothing where JUnit is too unlike.
     */
    static List<Object> valuesOf(ExtensionContext context) {
        List<Object> values = new ArrayList<>();
        Object store = Reflect.field(context, "valuesStore");
        add(store, values);
        while (store != null && context.getParent().isEmpty()) {
            store = Reflect.field(store, "parentStore");
            add(store, values);
        }
        return values;
    }

    private static void add(@Nullable Object store, List<Object> values) {
        if (Reflect.field(store, "storedValues") instanceof Map<?, ?> stored) {
            values.addAll(stored.values());
        }
    }
}
