package dev.leakcheck.internal.session;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.owner.FieldWalk;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.verdict.Sighting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What the instances of test classes hold: they are as good as dead, but JUnit lets go of them later. So no garbage
 * collection ends now what it will end then, and the class looks again.
 */
final class InstanceState {

    /** Few instances lead to more; then what they hold is left to the class without looking. */
    private static final int MOST_OBJECTS = 20_000;

    /** Instances that held something, each with its scope: JUnit may let go of the last one later than the class ends. */
    private static final WeakIdentityMap<Object, ScopeNode> HOLDING = new WeakIdentityMap<>();

    private final ScopeNode scope;
    private final Surroundings surroundings;

    InstanceState(ScopeNode scope, Surroundings surroundings) {
        this.scope = scope;
        this.surroundings = surroundings;
    }

    /** Those that no field of an instance leads to. */
    List<Sighting> removedFrom(List<Sighting> suspects) {
        if (suspects.isEmpty()) {
            return suspects;
        }
        List<Object> dead = surroundings.instances();
        List<Sighting> others = without(dead, suspects);
        if (others.size() < suspects.size()) {
            dead.forEach(instance -> HOLDING.put(instance, scope));
        }
        return others;
    }

    /**
     * Those that the last instance in a class does not lead to, if a garbage collection has left it here. Earlier ones JUnit has
     * let go of: who holds them still keeps what they hold.
     */
    List<Sighting> ofLastRemovedFrom(List<Sighting> suspects) {
        if (suspects.isEmpty() || scope.kind() != Scope.Kind.CLASS) {
            return suspects;
        }
        List<Object> last = new ArrayList<>();
        HOLDING.forEach((instance, of) -> {
            if (of.isLastWithin(scope)) {
                last.add(instance);
            }
        });
        return without(last, suspects);
    }

    private static List<Sighting> without(List<Object> instances, List<Sighting> suspects) {
        Set<Object> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
        suspects.forEach(suspect -> wanted.add(suspect.live().identity()));
        Set<Object> held = Collections.newSetFromMap(new IdentityHashMap<>());
        FieldWalk.End end = FieldWalk.from(instances, MOST_OBJECTS, object -> {
            if (wanted.contains(object)) {
                held.add(object);
            }
            return held.size() == wanted.size();
        });
        if (end == FieldWalk.End.GAVE_UP) {
            return List.of();
        }
        return suspects.stream()
                .filter(suspect -> !held.contains(suspect.live().identity()))
                .toList();
    }
}
