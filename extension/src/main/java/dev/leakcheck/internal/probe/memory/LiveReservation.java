package dev.leakcheck.internal.probe.memory;

import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.owner.Keeper;
import dev.leakcheck.internal.owner.LazyOwnership;
import dev.leakcheck.internal.track.BufferTable.Reservation;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import org.jspecify.annotations.Nullable;

/** The memory of one direct buffer. */
final class LiveReservation implements LiveResource {

    static final String REMEDY =
            "let go of the buffer: a direct buffer is freed once nothing holds it or a slice of it";

    private static final Standing ENDS_AT_GC = Standing.endsAtGc("a direct buffer is freed when nobody holds it");
    private static final Standing CACHED =
            Standing.nobodys("the JDK keeps one temporary buffer per thread for channels");

    private final Reservation reservation;
    private final LazyOwnership ownership;

    LiveReservation(Reservation reservation, LazyOwnership ownership) {
        this.reservation = reservation;
        this.ownership = ownership;
    }

    @Override
    public Object identity() {
        return reservation;
    }

    @Override
    public String summary() {
        return "direct buffer of " + Sizes.format(reservation.bytes());
    }

    @Override
    public long amount() {
        return reservation.bytes();
    }

    @Override
    public Origin origin() {
        return reservation.origin();
    }

    /** What an owner's thread reserves, such as the arena of an event loop, is the owner's for whomever it works. */
    @Override
    public @Nullable Owner owner() {
        Thread creator = reservation.origin().creator();
        Keeper keeper = creator == null ? null : ownership.get().of(creator);
        return keeper == null ? null : keeper.asOwner();
    }

    @Override
    public Standing standing() {
        return reservation.origin().stack().stream().anyMatch(LiveReservation::isTemporaryBuffer) ? CACHED : ENDS_AT_GC;
    }

    private static boolean isTemporaryBuffer(StackTraceElement frame) {
        return frame.getClassName().equals("sun.nio.ch.Util")
                && frame.getMethodName().startsWith("getTemporaryDirectBuffer");
    }

    @Override
    public String siteHeading() {
        return "allocated at";
    }

    @Override
    public String remedy() {
        return REMEDY;
    }
}
