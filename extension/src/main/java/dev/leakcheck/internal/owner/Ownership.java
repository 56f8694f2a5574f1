package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.jdk.PlatformThreads;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.OwnerTable;
import dev.leakcheck.internal.track.OwnerTable.Creation;
import dev.leakcheck.internal.track.ThreadTable;
import dev.leakcheck.internal.track.Tracker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who keeps which threads and descriptors at one moment. Asking all owners costs some microseconds each: it is done only
 * for what came up or is under suspicion.
 */
public final class Ownership {

    private static final Ownership NONE = new Ownership();

    private final Map<Object, Keeper> keepers = new IdentityHashMap<>();
    private final Map<Thread, Keeper> threads = new IdentityHashMap<>();
    private final Map<Object, Keeper> pools = new IdentityHashMap<>();
    private final Map<Integer, Keeper> descriptors = new HashMap<>();
    private final Set<Integer> idle = new HashSet<>();
    /** Pools with a live worker, and live threads that belong to none. */
    private final Map<Object, Thread> alive = new IdentityHashMap<>();

    private Ownership() {}

    /** Asks all owners. */
    public static Ownership now() {
        OwnerTable table = Tracker.instance().owners();
        if (table.isUnused()) {
            return NONE;
        }
        Ownership now = new Ownership();
        now.ask(table);
        return now;
    }

    private void ask(OwnerTable table) {
        List<Keeper> all = new ArrayList<>();
        table.forEach((owner, creation) -> {
            GuardedAdapter adapter = Adapters.of(owner);
            if (adapter != null) {
                all.add(new Keeper(owner, adapter, creation, Parts.of(adapter.parts(owner), table)));
                idle.addAll(Parts.of(adapter.idle(owner), table).descriptors);
            }
        });
        // What several share is the oldest's.
        all.sort(Comparator.comparingLong(keeper -> keeper.creation.number()));
        all.forEach(keeper -> keepers.put(keeper.owner, keeper));
        all.forEach(this::adopt);
        all.forEach(keeper -> host(keeper, table));
        all.forEach(this::claim);
        ThreadTable threadTable = Tracker.instance().threads();
        for (Thread thread : PlatformThreads.live()) {
            assign(thread, threadTable.pool(thread));
        }
        all.stream().filter(this::keepsSomething).forEach(Ownership::markUpwards);
    }

    private void adopt(Keeper parent) {
        for (Object part : parent.parts.owners) {
            Keeper child = keepers.get(part);
            if (child != null && child.parent == null && parent.root() != child) {
                child.parent = parent;
            }
        }
    }

    /**
     * What an event loop serves is a part of the loop if both were made in the same scope, or if the loop is a part of what lends
     * its loops to nobody. Else it is of its own.
     */
    private void host(Keeper host, OwnerTable table) {
        for (Object hosted : Parts.of(host.adapter.hosted(host.owner), table).owners) {
            Keeper guest = keepers.get(hosted);
            Keeper root = host.root();
            if (guest != null
                    && guest.parent == null
                    && root != guest
                    && (!root.adapter.hosts() || isOfOneScope(root, guest))) {
                guest.parent = host;
            }
        }
    }

    private static boolean isOfOneScope(Keeper root, Keeper guest) {
        return root.creation.origin().charge() == guest.creation.origin().charge();
    }

    private void claim(Keeper keeper) {
        if (keeper.adapter.borrows()) {
            return;
        }
        keeper.parts.pools.forEach(pool -> claim(pools, pool, keeper));
        keeper.parts.threads.forEach(thread -> claim(threads, thread, keeper));
        keeper.parts.descriptors.forEach(fd -> claim(descriptors, fd, keeper));
    }

    /** One that still runs before one that was told to stop. */
    private static <K> void claim(Map<K, Keeper> claimed, K part, Keeper keeper) {
        Keeper before = claimed.get(part);
        if (before == null || before.told && !keeper.told) {
            claimed.put(part, keeper);
        }
    }

    /** A worker is its pool's, even while it runs a loop of an owner that was given the pool to run in. */
    private void assign(Thread thread, @Nullable Object pool) {
        Keeper keeper = pool == null ? threads.get(thread) : pools.get(pool);
        if (keeper == null) {
            threads.remove(thread);
        } else {
            threads.put(thread, keeper);
            alive.put(pool == null ? thread : pool, thread);
        }
    }

    /** What several share, each of them keeps. */
    private boolean keepsSomething(Keeper keeper) {
        return !keeper.parts.descriptors.isEmpty()
                || keeper.parts.pools.stream().anyMatch(alive::containsKey)
                || keeper.parts.threads.stream().anyMatch(alive::containsKey);
    }

    private static void markUpwards(Keeper keeper) {
        for (Keeper each = keeper; each != null; each = each.parent) {
            each.keepsSomething = true;
        }
    }

    /** Who keeps a thread; null if nobody that is known. */
    public @Nullable Keeper of(@Nullable Thread thread) {
        return thread == null ? null : threads.get(thread);
    }

    /** An owner with what it keeps; null if it is none, or garbage. */
    public @Nullable Keeper keeper(Object owner) {
        return keepers.get(owner);
    }

    /** Who keeps which descriptor, by number. */
    public Map<Integer, Keeper> descriptors() {
        return descriptors;
    }

    /** The descriptors of connections that wait for their next use. */
    public Set<Integer> idle() {
        return idle;
    }

    /** Where an owner was created, without the frames that make it up: the constructors of its own class. */
    public static ScopedOrigin site(Creation creation, Object owner) {
        return creation.origin().below(Construction.of(owner));
    }
}
