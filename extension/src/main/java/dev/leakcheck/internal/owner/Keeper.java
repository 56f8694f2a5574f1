package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.track.OwnerTable.Creation;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import org.jspecify.annotations.Nullable;

/** One owner with what it keeps at one moment. */
public final class Keeper {

    final Object owner;
    final GuardedAdapter adapter;
    final Creation creation;
    final Parts parts;
    final boolean told;

    @Nullable Keeper parent;

    boolean keepsSomething;

    Keeper(Object owner, GuardedAdapter adapter, Creation creation, Parts parts) {
        this.owner = owner;
        this.adapter = adapter;
        this.creation = creation;
        this.parts = parts;
        this.told = adapter.isStopped(owner);
    }

    /** The outermost owner of which this one is a part; itself if it stands alone. */
    Keeper root() {
        Keeper root = this;
        while (root.parent != null) {
            root = root.parent;
        }
        return root;
    }

    /** Whether another owner keeps this one. */
    public boolean isPart() {
        return parent != null;
    }

    /** Whether it or a part of it keeps a thread or a descriptor now. */
    public boolean keepsSomething() {
        return keepsSomething;
    }

    /** What its parts live by: the outermost owner. */
    public Owner asOwner() {
        Keeper root = root();
        return new Owner(
                root.owner, "the " + root.adapter.describe(root.owner), Ownership.site(root.creation, root.owner));
    }

    /** Whether a part of it counts. */
    public Standing standingOfParts() {
        for (Keeper each = this; each != null; each = each.parent) {
            if (each.told) {
                return Standing.ending("its " + each.adapter.describe(each.owner) + " was told to stop");
            }
        }
        return Standing.held();
    }

    /** How to end its parts. */
    public String remedy() {
        Keeper root = root();
        return root.adapter.remedy(root.owner);
    }
}
