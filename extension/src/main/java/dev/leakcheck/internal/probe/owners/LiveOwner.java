package dev.leakcheck.internal.probe.owners;

import dev.leakcheck.internal.os.Printable;
import dev.leakcheck.internal.owner.GuardedAdapter;
import dev.leakcheck.internal.owner.Keeper;
import dev.leakcheck.internal.owner.LazyOwnership;
import dev.leakcheck.internal.owner.Ownership;
import dev.leakcheck.internal.track.OwnerTable.Creation;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import org.jspecify.annotations.Nullable;

/** One owner that was not told to stop. */
final class LiveOwner implements LiveResource {

    private final Object owner;
    private final GuardedAdapter adapter;
    private final Creation creation;
    private final LazyOwnership ownership;

    LiveOwner(Object owner, GuardedAdapter adapter, Creation creation, LazyOwnership ownership) {
        this.owner = owner;
        this.adapter = adapter;
        this.creation = creation;
        this.ownership = ownership;
    }

    @Override
    public Object identity() {
        return owner;
    }

    @Override
    public String summary() {
        return Printable.of(adapter.describe(owner));
    }

    @Override
    public Origin origin() {
        return Ownership.site(creation, owner);
    }

    @Override
    public @Nullable Owner owner() {
        Keeper keeper = ownership.get().keeper(owner);
        return keeper != null && keeper.isPart() ? keeper.asOwner() : null;
    }

    @Override
    public Standing standing() {
        Keeper keeper = ownership.get().keeper(owner);
        if (keeper == null || !keeper.keepsSomething()) {
            return Standing.nobodys("it keeps neither a thread nor a descriptor");
        }
        return keeper.isPart() ? Standing.nobodys("another owner closes it") : Standing.held();
    }

    @Override
    public String remedy() {
        return adapter.remedy(owner);
    }
}
