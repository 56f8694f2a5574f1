package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.Guarded.ForAll;
import dev.leakcheck.internal.jdk.Runnables;
import dev.leakcheck.internal.reflect.Provenance;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.OwnerTable;
import dev.leakcheck.internal.track.ProcessTable.Child;
import dev.leakcheck.internal.track.Tracker;
import dev.leakcheck.internal.track.jdbc.Handed;
import dev.leakcheck.internal.track.jdbc.OpenConnection;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Knows what a class made on demand for all: the method that created it asks the static state of its class first, and a
 * static field of that class keeps it. So does an object that a static field leads to and that asks its own field first.
 * The test that comes first is not to blame for what all others use after it.
 *
 * <p>Static collections are not followed: what they keep grows test by test; but where the code asks for an element that is the
 * same each time. What the singleton itself keeps in collections is its own if it serves, as threads and listening sockets do,
 * also if one of its threads made it; a connection or a file may be what a test asked of it, unless it waits in a queue that is
 * asked first: who uses it would have taken it out.
 */
public final class Singletons {

    private static final int MOST_NEAR = 200;
    private static final int MOST_STORED = 50_000;

    private final Object identity;
    private final Predicate<String> isTestCode;
    private final StaticReach reach;
    private final List<Step> steps;
    /** The classes whose objects ask fields of their own on the way. */
    private final Set<Class<?>> askers;

    private final @Nullable PoolWork ownWork;
    private final Map<Class<?>, List<Object>> askersByKeeper = new HashMap<>();
    private final OwnerTable owners = Tracker.instance().owners();

    /**
     * Asks of one thing.
     *
     * @param identity a thread, a pool, an owner, a connection, a process or the opening of a descriptor
     * @param isTestCode by the names of classes: what the objects of these keep lives no longer than they do
     * @param reach what static fields lead to, as far as that was asked for others
     */
    public Singletons(Object identity, ScopedOrigin origin, Predicate<String> isTestCode, StaticReach reach) {
        this.identity = itself(identity);
        this.reach = reach;
        this.isTestCode = isTestCode;
        this.steps = Step.to(origin);
        this.askers = steps.stream().filter(Step::asksItsObject).map(Step::type).collect(Collectors.toSet());
        this.ownWork = identity instanceof Opening ? PoolWork.of(origin, steps) : null;
    }

    /** What user code holds of it. */
    private static Object itself(Object identity) {
        Object held = identity;
        if (identity instanceof OpenConnection open) {
            held = open.connection();
        } else if (identity instanceof Handed handed) {
            held = handed.object();
        } else if (identity instanceof Child child) {
            held = child.process();
        }
        return held == null ? identity : held;
    }

    /**
     * The class in whose static state it is kept so, or in that of its only instance; null if in none.
     *
     * @param instances the instances of test classes that live as long as their classes
     */
    public @Nullable Class<?> keeper(Supplier<List<Object>> instances) {
        Class<?> keeping = steps.stream()
                .map(step -> keeper(step, instances))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return keeping == null ? madeOncePerJvm() : keeping;
    }

    /**
     * The class that made it at its only chance, and not by the tests' code; null if none did. What a thread made of what it was
     * told later is another question, unless it is a thread as well.
     */
    private @Nullable Class<?> madeOncePerJvm() {
        return steps.stream()
                .takeWhile(step -> !isTestCode.test(step.type().getName()))
                .filter(step -> step.directly() || identity instanceof Thread)
                .filter(Step::isOncePerJvm)
                .map(Step::type)
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether some objects lead to one that made it on demand and keeps it: that asks a field of its own first, a map of its own
     * by a key, or a flag.
     *
     * @param kept what lives as long as the class of a test
     */
    public boolean isKeptBehind(List<Object> kept) {
        return !askers.isEmpty() && isMadeByOneOf(askersBehind(kept));
    }

    /**
     * The objects of users' classes that what extensions keep leads to, which may be very many: once for all that is asked of.
     *
     * @param apart asked of what is not followed
     */
    public static List<Object> reachedFrom(List<Object> stored, Predicate<Object> apart) {
        List<Object> reached = new ArrayList<>();
        FieldWalk.from(stored, MOST_STORED, apart, object -> {
            if (object.getClass().getClassLoader() != null) {
                reached.add(object);
            }
            return false;
        });
        return reached;
    }

    /** Whether {@link #isStoredAmong} is worth asking. */
    public boolean mayBeStored() {
        return !askers.isEmpty() || ownWork != null;
    }

    /**
     * The same as {@link #isKeptBehind} of what extensions keep; and whether one of these opened it by a pool of its own.
     *
     * @param reached what that leads to
     */
    public boolean isStoredAmong(List<Object> reached) {
        List<Object> behind = reached.stream().filter(this::isAsker).toList();
        return isMadeByOneOf(behind) || ownWork != null && behind.stream().anyMatch(this::openedForItself);
    }

    /** Whether it opened it by its own code in a worker of its own pool, and keeps both in fields: whoever told it to start. */
    private boolean openedForItself(Object stored) {
        return ownWork != null
                && ownWork.isOf(stored)
                && Reflect.fields(stored).stream().anyMatch(value -> leadTo(List.of(value), true));
    }

    private boolean isMadeByOneOf(List<Object> behind) {
        return steps.stream()
                .anyMatch(step -> isAnyOf(behind, step, step.fieldsAsked())
                        || isInMapOfAny(behind, step)
                        || waitsInQueueOfAny(behind, step));
    }

    /** Whether one of some objects is it, or has it near by, or serves with it; not what collections hold. */
    public boolean isAmong(List<Object> kept) {
        return leadTo(kept.stream().filter(value -> !Kept.isSeveral(value)).toList(), true);
    }

    /** The method of the tests' that the runner called, on the way to what was made; null if that is not known. */
    public @Nullable StackTraceElement calledByRunner() {
        return steps.isEmpty() ? null : steps.get(steps.size() - 1).below().get(0);
    }

    private @Nullable Class<?> keeper(Step step, Supplier<List<Object>> instances) {
        Class<?> inStaticState = keeperInStaticState(step);
        if (inStaticState != null) {
            return inStaticState;
        }
        boolean ofTests = isTestCode.test(step.type().getName());
        if (!ofTests && step.forAll().contains(ForAll.FILE_SYSTEMS) && isOfRegisteredFileSystem()) {
            return step.type();
        }
        if (!ofTests && identity instanceof Thread thread && InitialState.contains(step.type(), thread)) {
            return step.type();
        }
        Set<String> fields = step.fieldsAsked();
        if (fields.isEmpty() && step.queues() == null) {
            return null;
        }
        for (Object instance : instances.get()) {
            if (isAnyOf(List.of(instance), step, fields)) {
                return instance.getClass();
            }
        }
        if (ofTests) {
            return null;
        }
        return Keepers.of(step.type(), step.below(), isTestCode).stream()
                .filter(keeper -> isAnyOf(askersOf(keeper), step, fields) || waitsInQueueOfAny(askersOf(keeper), step))
                .findFirst()
                .orElse(null);
    }

    private boolean isOfRegisteredFileSystem() {
        return Kept.elements(RegisteredFileSystems.maps()).stream().anyMatch(each -> leadTo(List.of(each), true));
    }

    private @Nullable Class<?> keeperInStaticState(Step step) {
        boolean inFields = step.forAll().contains(ForAll.STATIC_STATE);
        if (!inFields && step.elements().isEmpty()) {
            return null;
        }
        for (Class<?> around = step.type(); around != null; around = around.getEnclosingClass()) {
            List<Object> kept = inFields ? Kept.inFields(around) : List.of();
            if (leadTo(kept, step.directly())
                    || step.directly() && isWorkerOf(kept, step.above())
                    || leadTo(Kept.inElements(around, step.elements()), step.directly())) {
                return around;
            }
        }
        return null;
    }

    /**
     * Whether one of some objects did this step and keeps what was made in a field that it asked first; a thread that it started for
     * that, such as one that connects in time or is given up, may have made it.
     */
    private boolean isAnyOf(List<Object> askers, Step step, Set<String> fields) {
        return askers.stream()
                .anyMatch(object -> step.type().isInstance(object) && leadTo(Kept.inFields(object, fields), true));
    }

    /**
     * In a map that was asked; what the map itself had made for a key also in another one, as where those in use and those that
     * are idle are kept apart.
     */
    private boolean isInMapOfAny(List<Object> askers, Step step) {
        boolean byMap = step.isMadeByMap();
        return !step.maps().isEmpty()
                && askers.stream()
                        .filter(step.type()::isInstance)
                        .flatMap(object ->
                                Kept.elements(byMap ? Kept.maps(object) : Kept.inFields(object, step.maps())).stream())
                        .anyMatch(element -> leadTo(List.of(element), true));
    }

    /**
     * In a queue that was asked first, so that it is idle: who uses it would have taken it out.
     */
    private boolean waitsInQueueOfAny(List<Object> askers, Step step) {
        Set<String> fields = step.queues();
        return fields != null
                && askers.stream()
                        .filter(step.type()::isInstance)
                        .flatMap(object -> Kept.elements(
                                fields.isEmpty() ? Kept.queuesBehind(object) : Kept.inFields(object, fields))
                                .stream())
                        .filter(element -> !isTask(element))
                        .anyMatch(element -> leadTo(List.of(element), true));
    }

    /** What waits for its turn may work with what is somebody else's; a connection that reads for itself has a class of its own. */
    private static boolean isTask(Object element) {
        Class<?> type = element.getClass();
        return (element instanceof Runnable || element instanceof Callable)
                && (type.isHidden() || type.isAnonymousClass() || type.isLocalClass() || Provenance.isOfJdk(type));
    }

    private List<Object> askersOf(Class<?> keeper) {
        return askersByKeeper.computeIfAbsent(
                keeper,
                unknown -> reach.of(keeper).stream().filter(this::isAsker).toList());
    }

    private boolean isAsker(Object object) {
        return askers.stream().anyMatch(type -> type.isInstance(object))
                || ownWork != null && ownWork.type().isInstance(object);
    }

    /** Those that may have done a step, as far as some objects lead to them; each is followed by itself, and once. */
    private List<Object> askersBehind(List<Object> kept) {
        List<Object> found = new ArrayList<>();
        for (Object value : kept) {
            FieldWalk.from(List.of(value), Kept.MOST_INSIDE, object -> {
                if (isAsker(object)) {
                    found.add(object);
                }
                return false;
            });
        }
        return found;
    }

    private boolean leadTo(List<Object> kept, boolean directly) {
        if (directly && FieldWalk.from(kept, MOST_NEAR, Kept::isSeveral, this::is) == FieldWalk.End.FOUND) {
            return true;
        }
        // One by one: what a logger leads to must not leave nothing for the server beside it.
        return kept.stream()
                .anyMatch(value -> FieldWalk.from(List.of(value), Kept.MOST_INSIDE, held -> serves(held) && is(held))
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
