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

    /**
     * What an owner's thread reserves, such as the arena of an event loop, is the owner's for whomever it works; but for what a
     * library keeps for all.
     */
    @Override
    public @Nullable Owner owner() {
        Keeper keeper = reservation.origin().isMadeForAll() ? null : keeper();
        return keeper == null ? null : keeper.asOwner();
    }

    private @Nullable Keeper keeper() {
        return ownership.get().of(reservation.origin().creator());
    }

    @Override
    public Standing standing() {
        if (reservation.origin().stack().stream().anyMatch(LiveReservation::isTemporaryBuffer)) {
            return CACHED;
        }
        // An event loop lets go of its arena when it ends, which it may take its time for.
        Keeper keeper = keeper();
        Standing ofOwner = keeper == null ? ENDS_AT_GC : keeper.standingOfParts();
        return ofOwner.kind() == Standing.Kind.ENDING ? ofOwner : ENDS_AT_GC;
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
