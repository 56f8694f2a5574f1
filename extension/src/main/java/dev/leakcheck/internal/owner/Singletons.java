package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.Guarded;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.OwnerTable;
import dev.leakcheck.internal.track.Tracker;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a class made on demand for all: the method that created it asks the static state of its class first, and a
 * static field of that class keeps it. The test that comes first is not to blame for what all others use after it.
 *
 * <p>Collections are not followed: what they keep grows test by test.
 */
public final class Singletons {

    private static final int DEEPEST = 3;
    private static final int MOST_OBJECTS = 200;

    private Singletons() {}

    /**
     * Whether something is such.
     *
     * @param identity a thread, a pool, an owner or the opening of a descriptor
     * @param isTestCode by the names of classes: their static state is their own
     */
    public static boolean keep(Object identity, ScopedOrigin origin, Predicate<String> isTestCode) {
        for (StackTraceElement frame : origin.stack()) {
            if (Site.isEngine(frame)) {
                return false;
            }
            if (!Site.isJdk(frame) && !Site.isRunner(frame) && !isTestCode.test(frame.getClassName())) {
                Class<?> type = load(frame.getClassName());
                if (type != null && holds(type, identity) && Guarded.byStaticState(type, frame.getMethodName())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static @Nullable Class<?> load(String className) {
        try {
            return Class.forName(className, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private static boolean holds(Class<?> type, Object identity) {
        List<Object> values = new ArrayList<>();
        try {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && field.trySetAccessible()) {
                    values.add(field.get(null));
                }
            }
        } catch (IllegalAccessException | RuntimeException | LinkageError e) {
            return false;
        }
        return reach(values, identity);
    }

    private static boolean reach(List<Object> from, Object identity) {
        OwnerTable owners = Tracker.instance().owners();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> queue = new ArrayDeque<>();
        add(from, seen, queue);
        for (int depth = 0; depth <= DEEPEST; depth++) {
            for (int left = queue.size(); left > 0; left--) {
                Object at = queue.remove();
                if (is(at, identity, owners)) {
                    return true;
                }
                if (depth < DEEPEST && seen.size() < MOST_OBJECTS && !(at instanceof Thread)) {
                    add(Reflect.fields(at), seen, queue);
                }
            }
        }
        return false;
    }

    private static void add(List<Object> values, Set<Object> seen, Deque<Object> queue) {
        for (Object value : values) {
            Object target = value instanceof AtomicReference<?> reference ? reference.get() : value;
            boolean several =
                    target instanceof Collection<?> || target instanceof Map<?, ?> || target instanceof Object[];
            if (target != null && !several && seen.add(target)) {
                queue.add(target);
            }
        }
    }

    private static boolean is(Object held, Object identity, OwnerTable owners) {
        if (held == identity) {
            return true;
        }
        Parts parts = Parts.of(List.of(held), owners);
        return identity instanceof Opening opening
                ? parts.descriptors.contains(opening.fd())
                : parts.threads.contains(identity) || parts.pools.contains(identity);
    }
}
