package dev.leakcheck.internal.owner;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects that static fields of classes lead to: where many suspects come from the same code, each class is read once for all.
 * Valid for one pass over them; {@link #forget} what was read before anything else is measured.
 */
public final class StaticReach {

    private final Map<Class<?>, Set<Object>> byClass = new HashMap<>();

    /** Those of users' classes; each value of a plain static field is followed by itself. */
    Set<Object> of(Class<?> keeper) {
        return byClass.computeIfAbsent(keeper, StaticReach::read);
    }

    private static Set<Object> read(Class<?> keeper) {
        Set<Object> objects = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object value : Kept.inFields(keeper)) {
            FieldWalk.from(List.of(value), Kept.MOST_INSIDE, object -> {
                if (object.getClass().getClassLoader() != null) {
                    objects.add(object);
                }
                return false;
            });
        }
        return objects;
    }

    /** Lets go of all objects. */
    public void forget() {
        byClass.clear();
    }
}
