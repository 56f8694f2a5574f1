package dev.leakcheck.internal.session;

import dev.leakcheck.spi.Detail;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps a live resource that throws away from the verdict on all others: it no longer counts. */
final class GuardedResource implements LiveResource {

    private static final String UNKNOWN = "(the probe failed to say)";
    private static final Standing FAULTY = Standing.nobodys("its probe is faulty");

    private final GuardedProbe probe;
    private final LiveResource live;
    private final Object identity;

    /** Asks for the identity at once: without it there is no resource. */
    GuardedResource(GuardedProbe probe, LiveResource live) {
        this.probe = probe;
        this.live = live;
        this.identity = required(live.identity());
    }

    @Override
    public Object identity() {
        return identity;
    }

    @Override
    public String summary() {
        return guarded("summary()", live::summary, UNKNOWN);
    }

    @Override
    public long amount() {
        return guarded("amount()", live::amount, 0L);
    }

    @Override
    public String label() {
        return guarded("label()", live::label, UNKNOWN);
    }

    @Override
    public @Nullable Origin origin() {
        return nullable("origin()", live::origin);
    }

    @Override
    public @Nullable Owner owner() {
        return nullable("owner()", live::owner);
    }

    @Override
    public Standing standing() {
        return probe.isOff() ? FAULTY : guarded("standing()", live::standing, FAULTY);
    }

    @Override
    public String siteHeading() {
        return guarded("siteHeading()", live::siteHeading, "created at");
    }

    @Override
    public List<Detail> details() {
        return guarded("details()", live::details, List.of());
    }

    @Override
    public String remedy() {
        return guarded("remedy()", live::remedy, UNKNOWN);
    }

    private <T> T guarded(String where, Supplier<T> call, T otherwise) {
        try {
            return required(call.get());
        } catch (Throwable fault) {
            probe.fault("a live resource's " + where, fault);
            return otherwise;
        }
    }

    private <T> @Nullable T nullable(String where, Supplier<@Nullable T> call) {
        try {
            return call.get();
        } catch (Throwable fault) {
            probe.fault("a live resource's " + where, fault);
            return null;
        }
    }

    private static <T> T required(@Nullable T result) {
        if (result == null) {
            throw new NullPointerException("it returned null");
        }
        return result;
    }
}
