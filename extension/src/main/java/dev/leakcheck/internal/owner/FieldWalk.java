package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Follows the fields of objects and the elements of arrays, nearest first, each object once. */
public final class FieldWalk {

    /** How a walk came to its end. */
    public enum End {
        /** What was looked for is there. */
        FOUND,
        /** All that can be reached was seen, and it is not there. */
        EXHAUSTED,
        /** There was more to see than was allowed. */
        GAVE_UP
    }

    /** What there is much of and leads nowhere. */
    private static final Set<Class<?>> LEAVES =
            Set.of(String.class, Integer.class, Long.class, Boolean.class, byte[].class, char[].class);

    /** A thread holds what it works with, not what is meant, a group all threads; a class holds what all share; we know of everything. */
    private static final ClassValue<Boolean> LEADS_ON = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            boolean leadsOn = type != Class.class
                    && !Thread.class.isAssignableFrom(type)
                    && !ThreadGroup.class.isAssignableFrom(type)
                    && !ClassLoader.class.isAssignableFrom(type)
                    && !type.getName().startsWith("dev.leakcheck.internal.");
            if (leadsOn) {
                openWrappers(type);
            }
            return leadsOn;
        }
    };

    /** Whether the fields of an object are worth following; from then on those of the JDK's wrappers can be read. */
    static boolean leadsOn(Object object) {
        return LEADS_ON.get(object.getClass());
    }

    private final int most;
    private final Predicate<Object> apart;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> pending = new ArrayDeque<>();

    private FieldWalk(int most, Predicate<Object> apart) {
        this.most = most;
        this.apart = apart;
    }

    /**
     * Walks from some objects, these included.
     *
     * @param most how many objects to look at
     * @param found asked of each object; the first that it accepts ends the walk
     */
    public static End from(Collection<?> start, int most, Predicate<Object> found) {
        return from(start, most, object -> false, found);
    }

    /** As {@link #from(Collection, int, Predicate)}, but for objects that are to be left out with all behind them. */
    static End from(Collection<?> start, int most, Predicate<Object> apart, Predicate<Object> found) {
        FieldWalk walk = new FieldWalk(most, apart);
        walk.add(start);
        return walk.run(found);
    }

    private End run(Predicate<Object> found) {
        while (!pending.isEmpty()) {
            Object next = pending.remove();
            if (found.test(next)) {
                return End.FOUND;
            }
            if (seen.size() > most) {
                continue; // What was seen by then is looked at all the same, however much the first of it leads to.
            }
            if (next instanceof Object[] array) {
                add(Arrays.asList(array));
            } else if (leadsOn(next)) {
                add(Reflect.fields(next));
            }
        }
        return seen.size() > most ? End.GAVE_UP : End.EXHAUSTED;
    }

    private void add(Collection<? extends @Nullable Object> values) {
        for (Object value : values) {
            if (value != null
                    && !LEAVES.contains(value.getClass())
                    && seen.size() <= most
                    && !apart.test(value)
                    && seen.add(value)) {
                pending.add(value);
            }
        }
    }

    /** With its superclasses: what cannot be read at the first time is not asked for again. */
    private static void openWrappers(Class<?> wrapper) {
        for (Class<?> type = wrapper; type != Object.class && type != null; type = type.getSuperclass()) {
            if (isWrapper(type.getName())) {
                Modules.open(type);
            }
        }
    }

    /** Whether it is of the JDK's collections, readers, streams, channels, or what codes their characters, or of its file systems. */
    private static boolean isWrapper(String className) {
        return className.startsWith("java.util.")
                || className.startsWith("java.io.")
                || className.startsWith("java.nio.channels.")
                || className.startsWith("sun.nio.")
                || className.startsWith("jdk.nio.zipfs.");
    }
}
