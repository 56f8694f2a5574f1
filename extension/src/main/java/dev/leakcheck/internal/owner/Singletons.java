package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.bytecode.Guarded;
import dev.leakcheck.internal.bytecode.StaticMentions;
import dev.leakcheck.internal.jdk.Initialization;
import dev.leakcheck.internal.jdk.Runnables;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.OwnerTable;
import dev.leakcheck.internal.track.ProcessTable.Child;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.track.jdbc.OpenConnection;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a class made on demand for all: the method that created it asks the static state of its class first, and a
 * static field of that class keeps it. So does an object that a static field leads to and that asks its own field first.
 * The test that comes first is not to blame for what all others use after it.
 *
 * <p>Static collections are not followed: what they keep grows test by test. What the singleton itself keeps in collections
 * is its own if it serves, as threads and listening sockets do, also if one of its threads made it; a connection or a
 * file may be what a test asked of it.
 */
public final class Singletons {

    private static final int MOST_NEAR = 200;
    private static final int MOST_INSIDE = 5_000;

    private final Object identity;
    private final Predicate<String> isTestCode;
    private final Supplier<List<Object>> instances;
    private final OwnerTable owners = Tracker.instance().owners();

    private Singletons(Object identity, Predicate<String> isTestCode, Supplier<List<Object>> instances) {
        this.instances = instances;
        this.identity = itself(identity);
        this.isTestCode = isTestCode;
    }

    /** What user code holds of it. */
    private static Object itself(Object identity) {
        Object held = identity instanceof OpenConnection open
                ? open.connection()
                : identity instanceof Child child ? child.process() : identity;
        return held == null ? identity : held;
    }

    /**
     * The class in whose static state something is kept so, or in that of its only instance; null if in none.
     *
     * @param identity a thread, a pool, an owner, a connection, a process or the opening of a descriptor
     * @param isTestCode by the names of classes: what the objects of these keep lives no longer than they do
     * @param instances the instances of test classes that live as long as their classes
     */
    public static @Nullable Class<?> keeper(
            Object identity, ScopedOrigin origin, Predicate<String> isTestCode, Supplier<List<Object>> instances) {
        Singletons singletons = new Singletons(identity, isTestCode, instances);
        for (ScopedOrigin at = origin; at != null; at = at.parent()) {
            List<StackTraceElement> stack = at.stack();
            for (int i = 0; i < stack.size(); i++) {
                if (Site.isEngine(stack.get(i))) {
                    return null;
                }
                Class<?> keeper = singletons.keeper(stack, i, at == origin);
                if (keeper != null) {
                    return keeper;
                }
            }
        }
        return null;
    }

    /**
     * Whether some objects lead to one that made something on demand and keeps it: that asks a field of its own first.
     *
     * @param kept what lives as long as the class of a test
     */
    public static boolean isOfOneOf(
            List<Object> kept, Object identity, ScopedOrigin origin, Predicate<String> isTestCode) {
        Singletons singletons = new Singletons(identity, isTestCode, List::of);
        for (ScopedOrigin at = origin; at != null; at = at.parent()) {
            for (StackTraceElement frame : at.stack()) {
                if (Site.isEngine(frame)) {
                    return false;
                }
                Class<?> type = singletons.loadProduction(frame);
                if (type != null && singletons.isKeptByAny(kept, type, frame, at == origin)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isKeptByAny(List<Object> kept, Class<?> type, StackTraceElement frame, boolean directly) {
        Set<String> fields = Guarded.of(type, frame.getMethodName()).emptyFields(frame.getLineNumber());
        return !fields.isEmpty() && leadToAsking(kept, asking(type, fields, directly));
    }

    private Predicate<Object> asking(Class<?> type, Set<String> emptyFields, boolean directly) {
        return object -> type.isInstance(object) && leadTo(values(object, emptyFields), directly);
    }

    private static boolean leadToAsking(List<Object> kept, Predicate<Object> asking) {
        return kept.stream()
                .anyMatch(value -> FieldWalk.from(List.of(value), MOST_INSIDE, asking) == FieldWalk.End.FOUND);
    }

    private @Nullable Class<?> keeper(List<StackTraceElement> stack, int maker, boolean directly) {
        Class<?> type = loadUsers(stack.get(maker));
        if (type == null) {
            return null;
        }
        Guarded.Guards guards = Guarded.of(type, stack.get(maker).getMethodName());
        if (guards.byStaticState(stack.get(maker).getLineNumber())) {
            for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
                List<Object> kept = kept(around);
                if (leadTo(kept, directly) || directly && isWorkerOf(kept, stack.subList(0, maker))) {
                    return around;
                }
            }
        }
        Set<String> emptyFields = guards.emptyFields(stack.get(maker).getLineNumber());
        if (emptyFields.isEmpty()) {
            return null;
        }
        Predicate<Object> asked = asking(type, emptyFields, directly);
        for (Object instance : instances.get()) {
            if (asked.test(instance)) {
                return instance.getClass();
            }
        }
        if (isTestCode.test(type.getName())) {
            return null;
        }
        return keepers(type, stack.subList(maker, stack.size())).stream()
                .filter(keeper -> leadToAsking(kept(keeper), asked))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Class<?> loadProduction(StackTraceElement frame) {
        return isTestCode.test(frame.getClassName()) ? null : loadUsers(frame);
    }

    private static @Nullable Class<?> loadUsers(StackTraceElement frame) {
        return Site.isJdk(frame) || Site.isRunner(frame) ? null : load(frame.getClassName());
    }

    private boolean leadTo(List<Object> kept, boolean directly) {
        if (directly && FieldWalk.from(kept, MOST_NEAR, Singletons::isSeveral, this::is) == FieldWalk.End.FOUND) {
            return true;
        }
        // One by one: what a logger leads to must not leave nothing for the server beside it.
        return kept.stream()
                .anyMatch(value -> FieldWalk.from(List.of(value), MOST_INSIDE, held -> serves(held) && is(held))
                        == FieldWalk.End.FOUND);
    }

    /** Whether the constructor of what is kept started it, to work on that: it need not hold its thread. */
    private boolean isWorkerOf(List<Object> kept, List<StackTraceElement> above) {
        Object task = identity instanceof Thread thread ? Runnables.of(thread) : null;
        return task != null
                && kept.stream()
                        .filter(value -> above.stream()
                                .anyMatch(frame -> frame.getMethodName().equals("<init>")
                                        && frame.getClassName()
                                                .equals(value.getClass().getName())))
                        .anyMatch(value -> FieldWalk.from(List.of(task), MOST_NEAR, object -> object == value)
                                == FieldWalk.End.FOUND);
    }

    /**
     * Whose static fields may keep an object of a class: its own, those of classes around it and of its callers, and those
     * that the test's code uses, which got from there what it calls.
     */
    private Set<Class<?>> keepers(Class<?> type, List<StackTraceElement> callers) {
        Set<Class<?>> keepers = new LinkedHashSet<>();
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            keepers.add(around);
        }
        Class<?> first = null;
        for (StackTraceElement caller : callers) {
            if (Site.isEngine(caller)) {
                break;
            }
            Class<?> calling = loadProduction(caller);
            if (calling != null) {
                keepers.add(calling);
            }
            Class<?> user = loadUsers(caller);
            first = user == null ? first : user;
        }
        for (Class<?> test = first; test != null && test != Object.class; test = test.getSuperclass()) {
            StaticMentions.of(test).stream()
                    .filter(name -> !isTestCode.test(name))
                    .map(Singletons::load)
                    .filter(used -> used != null && Initialization.isDone(used))
                    .forEach(keepers::add);
        }
        return keepers;
    }

    private static List<Object> values(Object object, Set<String> fields) {
        return fields.stream()
                .map(field -> Reflect.field(object, field))
                .filter(Objects::nonNull)
                .toList();
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
                        && Modules.makeAccessible(field)) {
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
    private boolean serves(Object held) {
        return held instanceof Thread
                || held instanceof Executor
                || held instanceof ServerSocket
                || held instanceof ServerSocketChannel
                || held instanceof Selector
                || owners.creation(held) != null;
    }

    private boolean is(Object held) {
        if (held == identity) {
            return true;
        }
        Parts parts = Parts.of(List.of(held), owners);
        return identity instanceof Opening opening
                ? parts.descriptors.contains(opening.fd())
                : parts.threads.contains(identity) || parts.pools.contains(identity);
    }
}
