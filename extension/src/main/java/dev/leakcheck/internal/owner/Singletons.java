package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.Guarded;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.OwnerTable;
import dev.leakcheck.internal.track.Tracker;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a class made on demand for all: the method that created it asks the static state of its class first, and a
 * static field of that class keeps it. The test that comes first is not to blame for what all others use after it.
 *
 * <p>Static collections are not followed: what they keep grows test by test. What the singleton itself keeps in collections
 * is its own if it serves, as threads and listening sockets do, also if one of its threads made it; a connection or a
 * file may be what a test asked of it.
 */
public final class Singletons {

    private static final int MOST_NEAR = 200;
    private static final int MOST_INSIDE = 5_000;

    private Singletons() {}

    /**
     * Whether something is such.
     *
     * @param identity a thread, a pool, an owner or the opening of a descriptor
     * @param isTestCode by the names of classes: their static state is their own
     */
    public static boolean keep(Object identity, ScopedOrigin origin, Predicate<String> isTestCode) {
        for (ScopedOrigin at = origin; at != null; at = at.parent()) {
            for (StackTraceElement frame : at.stack()) {
                if (Site.isEngine(frame)) {
                    return false;
                }
                if (!Site.isJdk(frame)
                        && !Site.isRunner(frame)
                        && !isTestCode.test(frame.getClassName())
                        && isKept(identity, frame, at == origin)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isKept(Object identity, StackTraceElement maker, boolean directly) {
        Class<?> type = load(maker.getClassName());
        List<Object> kept = type == null ? List.of() : kept(type);
        if (kept.isEmpty() || !Guarded.byStaticState(type, maker.getMethodName())) {
            return false;
        }
        OwnerTable owners = Tracker.instance().owners();
        Predicate<Object> isIt = held -> is(held, identity, owners);
        if (directly && FieldWalk.from(kept, MOST_NEAR, Singletons::isSeveral, isIt) == FieldWalk.End.FOUND) {
            return true;
        }
        Predicate<Object> servesAndIsIt = held -> serves(held, owners) && isIt.test(held);
        // One by one: what a logger leads to must not leave nothing for the server beside it.
        return kept.stream()
                .anyMatch(value -> FieldWalk.from(List.of(value), MOST_INSIDE, servesAndIsIt) == FieldWalk.End.FOUND);
    }

    private static @Nullable Class<?> load(String className) {
        try {
            return Class.forName(className, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    /** What plain static fields hold. */
    private static List<Object> kept(Class<?> type) {
        List<Object> values = new ArrayList<>();
        try {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && field.trySetAccessible()) {
                    Object value = field.get(null);
                    Object target = value instanceof AtomicReference<?> reference ? reference.get() : value;
                    if (target != null && !isSeveral(target)) {
                        values.add(target);
                    }
                }
            }
        } catch (IllegalAccessException | RuntimeException | LinkageError e) {
            return List.of();
        }
        return values;
    }

    private static boolean isSeveral(Object object) {
        return object instanceof Collection<?> || object instanceof Map<?, ?> || object instanceof Object[];
    }

    /** Whether it is of a kind that a server has, and not its clients. */
    private static boolean serves(Object held, OwnerTable owners) {
        return held instanceof Thread
                || held instanceof Executor
                || held instanceof ServerSocket
                || held instanceof ServerSocketChannel
                || held instanceof Selector
                || owners.creation(held) != null;
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
