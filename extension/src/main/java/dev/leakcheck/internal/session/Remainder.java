package dev.leakcheck.internal.session;

import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.spi.Detail;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A resource less what of its amount only the test instance holds. */
record Remainder(LiveResource whole, long spared) implements LiveResource {

    @Override
    public Object identity() {
        return whole.identity();
    }

    @Override
    public String summary() {
        return spared == 0
                ? whole.summary()
                : whole.summary() + ", " + Sizes.format(spared) + " of it the test instance's own";
    }

    @Override
    public long amount() {
        return Math.max(0, whole.amount() - spared);
    }

    @Override
    public String label() {
        return whole.label();
    }

    @Override
    public @Nullable Origin origin() {
        return whole.origin();
    }

    @Override
    public @Nullable Owner owner() {
        return whole.owner();
    }

    @Override
    public Standing standing() {
        return whole.standing();
    }

    @Override
    public String siteHeading() {
        return whole.siteHeading();
    }

    @Override
    public List<Detail> details() {
        return whole.details();
    }

    @Override
    public String remedy() {
        return whole.remedy();
    }
}
