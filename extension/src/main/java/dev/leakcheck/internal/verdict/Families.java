package dev.leakcheck.internal.verdict;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts what was seen under what it lives by: one cause, one leak. */
public final class Families {

    private final List<Sighting> suspects = new ArrayList<>();
    private final Map<Sighting, List<Sighting>> dependents = new IdentityHashMap<>();
    /** Of several suspects, those that stand for them. */
    private final Set<Sighting> joined = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Map<Sighting, List<Sighting>> parts = new IdentityHashMap<>();

    private Families() {}

    /** Sorts sightings into those that count and their dependents; what follows a spared owner is spared with it. */
    public static Families of(List<Sighting> sightings, Ledger ledger) {
        Families families = new Families();
        Map<Object, Sighting> byIdentity = new IdentityHashMap<>();
        sightings.forEach(sighting -> byIdentity.put(sighting.live().identity(), sighting));
        for (Sighting sighting : sightings) {
            Standing.Kind kind = sighting.standing().kind();
            if (kind == Standing.Kind.NOBODYS) {
                families.addPart(sighting, byIdentity);
                continue;
            }
            Sighting owner = owner(sighting, byIdentity);
            if (owner != null) {
                families.dependents
                        .computeIfAbsent(owner, ignored -> new ArrayList<>())
                        .add(sighting);
            } else if (kind != Standing.Kind.ENDING && !ownerIsSettled(sighting, ledger)) {
                families.suspects.add(sighting);
            }
        }
        return families;
    }

    private void addPart(Sighting sighting, Map<Object, Sighting> byIdentity) {
        Owner owner = sighting.owner();
        Sighting whole = owner == null ? null : byIdentity.get(owner.identity());
        if (whole != null) {
            parts.computeIfAbsent(whole, ignored -> new ArrayList<>()).add(sighting);
        }
    }

    private static @Nullable Sighting owner(Sighting sighting, Map<Object, Sighting> byIdentity) {
        Owner owner = sighting.owner();
        Sighting holder = owner == null ? null : byIdentity.get(owner.identity());
        if (holder != null) {
            return holder;
        }
        Thread creator = creator(sighting);
        // What a thread of its own opened lives by that thread; what a pool's worker or the tests' runner opened does
        // not.
        Sighting thread = creator == null || creator == Thread.currentThread() ? null : byIdentity.get(creator);
        return thread == sighting || thread == null || thread.owner() != null ? null : thread;
    }

    private static boolean ownerIsSettled(Sighting sighting, Ledger ledger) {
        Owner owner = sighting.owner();
        if (owner != null && isSettled(ledger.peek(owner.identity()))) {
            return true;
        }
        Thread creator = creator(sighting);
        Ledger.Entry entry = creator == null ? null : ledger.peek(creator);
        return isSettled(entry) && entry.alone();
    }

    private static boolean isSettled(Ledger.@Nullable Entry entry) {
        return entry != null && entry.state() == Ledger.State.SETTLED;
    }

    /** The thread that created it, or the pool that it lives by. */
    private static @Nullable Thread creator(Sighting sighting) {
        Owner owner = sighting.owner();
        Origin origin = owner != null && owner.origin() != null ? owner.origin() : sighting.origin();
        return origin instanceof ScopedOrigin scoped ? scoped.creator() : null;
    }

    /** Puts together what has the same owner, the owner first if it was seen as well; what has none stands alone. */
    public static List<List<Sighting>> byOwner(List<Sighting> sightings) {
        Map<Object, List<Sighting>> byOwner = new IdentityHashMap<>();
        List<List<Sighting>> all = new ArrayList<>();
        for (Sighting sighting : sightings) {
            Owner owner = sighting.owner();
            Object identity = owner == null ? sighting.live().identity() : owner.identity();
            List<Sighting> together = byOwner.computeIfAbsent(identity, ignored -> {
                List<Sighting> fresh = new ArrayList<>();
                all.add(fresh);
                return fresh;
            });
            together.add(owner == null ? 0 : together.size(), sighting);
        }
        return all;
    }

    /**
     * Of some suspects, those that come of one call of a library together, as one, unless the budget would allow that.
     *
     * @param exceeded tells the resources of which there is more than the budget allows
     */
    public List<Sighting> joined(List<Sighting> some, Function<List<Sighting>, Set<Resource>> exceeded) {
        return new JoinedSuspects(this).of(some, exceeded);
    }

    void join(Sighting whole, List<Sighting> of) {
        dependents.put(whole, of);
        joined.add(whole);
    }

    /** Those of some suspects that are, or of what was joined to them any part. */
    public List<Sighting> among(List<Sighting> suspects, Set<Object> identities) {
        return suspects.stream().filter(suspect -> isAnyOf(suspect, identities)).toList();
    }

    private boolean isAnyOf(Sighting suspect, Set<Object> identities) {
        return joined.contains(suspect)
                ? dependents(suspect).stream().anyMatch(part -> isAnyOf(part, identities))
                : identities.contains(suspect.live().identity());
    }

    /** What counts. */
    public List<Sighting> suspects() {
        return suspects;
    }

    /** What is nobody's as long as a suspect is there, since that ends it. */
    public List<Sighting> parts(Sighting owner) {
        return parts.getOrDefault(owner, List.of());
    }

    /** What lives by a suspect, its dependents' dependents not included. */
    public List<Sighting> dependents(Sighting owner) {
        return dependents.getOrDefault(owner, List.of());
    }
}
