package dev.leakcheck.internal.verdict;

import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import org.jspecify.annotations.Nullable;

/**
 * Which scope answers for which live resource, decided when the resource is first seen and never again: what was blamed
 * once is blamed nowhere else, so nothing cascades. One for the JVM, since resources are.
 */
public final class Ledger {

    /** What has become of a resource. */
    public enum State {
        /** Nobody has answered for it yet. */
        OPEN,
        /** Its scope, or the scope of its owner, has answered for it. */
        SETTLED
    }

    /** One resource. */
    public static final class Entry {
        private final boolean alone;
        private volatile ScopeNode charge;
        private volatile State state;

        Entry(ScopeNode charge, boolean alone, State state) {
            this.charge = charge;
            this.alone = alone;
            this.state = state;
        }

        /** Whether it lives by nothing else. */
        boolean alone() {
            return alone;
        }

        /** The scope that answers for it. */
        public ScopeNode charge() {
            return charge;
        }

        /** Another scope answers for it instead: it lives as long as that. */
        public void chargeTo(ScopeNode answering) {
            charge = answering;
        }

        /** Whether it was answered for. */
        public State state() {
            return state;
        }

        /** Marks it as answered for. */
        public void settle() {
            state = State.SETTLED;
        }
    }

    private final WeakIdentityMap<Object, Entry> entries = new WeakIdentityMap<>();

    /** The entry of a resource that was seen before; null if it never was. */
    public @Nullable Entry peek(Object identity) {
        return entries.get(identity);
    }

    /**
     * The entry of a resource, charged now if it is new.
     *
     * @param originKnown whether its origin may be asked for
     * @param otherwise who answers for it if it is not known where it comes from
     */
    public Entry see(LiveResource live, boolean originKnown, ScopeNode otherwise) {
        Object identity = live.identity();
        Entry present = entries.get(identity);
        if (present != null) {
            return present;
        }
        ScopeNode charge = charge(live, originKnown, otherwise);
        if (originKnown && identity instanceof Thread) {
            share(live.origin(), charge);
        }
        return entries.computeIfAbsent(identity, ignored -> new Entry(charge, live.owner() == null, State.OPEN));
    }

    /**
     * Marks a resource as answered for, and what it lives by with it: what that starts later has the same cause. An owner
     * that is a live resource of its own has an entry, and answers for itself.
     */
    public void settle(Entry entry, @Nullable Owner owner) {
        entry.settle();
        if (owner != null) {
            entries.computeIfAbsent(owner.identity(), ignored -> new Entry(entry.charge(), false, State.SETTLED));
        }
    }

    private ScopeNode charge(LiveResource live, boolean originKnown, ScopeNode otherwise) {
        Owner owner = live.owner();
        if (owner != null) {
            Entry ownersEntry = entries.get(owner.identity());
            if (ownersEntry != null) {
                return ownersEntry.charge();
            }
            if (originKnown && owner.origin() != null) {
                return charge(owner.origin(), otherwise);
            }
        }
        Origin origin = originKnown ? live.origin() : null;
        return origin == null ? otherwise : charge(origin, otherwise);
    }

    /** A thread of an owner works for all that use it, whoever needed it first. */
    private static void share(@Nullable Origin started, ScopeNode answering) {
        if (started instanceof ScopedOrigin scoped) {
            ScopeNode starting = scoped.charge();
            if (starting != null && starting != answering && starting.isWithin(answering)) {
                scoped.chargeTo(answering);
            }
        }
    }

    private static ScopeNode charge(Origin origin, ScopeNode otherwise) {
        ScopeNode charge = origin instanceof ScopedOrigin scoped ? scoped.charge() : (ScopeNode) origin.scope();
        // Created by a thread that belongs to no scope, such as one older than the run: nobody's doing here.
        return charge == null ? otherwise.run() : charge;
    }
}
