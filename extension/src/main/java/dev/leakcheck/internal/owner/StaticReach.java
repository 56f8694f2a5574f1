package dev.leakcheck.internal.owner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Objects that static fields of classes lead to: where many suspects come from the same code, each class is read once for all.
 * Valid for one pass over them; {@link #forget} what was read before anything else is measured.
 */
public final class StaticReach {

    private final Map<Class<?>, Set<Object>> byClass = new HashMap<>();
    private final Map<Class<?>, List<Object>> queuesByClass = new HashMap<>();

    /** Those of users' classes; each value of a plain static field is followed by itself. */
    Set<Object> of(Class<?> keeper) {
        return byClass.computeIfAbsent(keeper, StaticReach::read);
    }

    /** The queues among them, but for those of executors. */
    List<Object> queuesOf(Class<?> keeper) {
        return queuesByClass.computeIfAbsent(keeper, unknown -> queues(Singletons.kept(keeper)));
    }

    /** Those that some objects lead to, each followed by itself. */
    static List<Object> queues(List<Object> kept) {
        List<Object> queues = new ArrayList<>();
        for (Object value : kept) {
            queues.addAll(queues(List.of(value), Singletons.MOST_INSIDE, nothing -> false));
        }
        return queues;
    }

    /**
     * Those that some objects lead to in all.
     *
     * @param apart asked of what is not followed
     */
    static List<Object> queues(List<Object> kept, int most, Predicate<Object> apart) {
        List<Object> queues = new ArrayList<>();
        FieldWalk.from(kept, most, object -> object instanceof Executor || apart.test(object), object -> {
            if (object instanceof Queue && !(object instanceof List)) {
                queues.add(object);
            }
            return false;
        });
        return queues;
    }

    private static Set<Object> read(Class<?> keeper) {
        Set<Object> objects = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Object value : Singletons.kept(keeper)) {
            FieldWalk.from(List.of(value), Singletons.MOST_INSIDE, object -> {
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
        queuesByClass.clear();
    }
}
