package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request for a connection, from its beginning on: the sockets, files and threads that came into being meanwhile live by
 * the connection, or by the pool that wanted it.
 */
final class Acquisition implements Supplier<@Nullable Holder> {

    private static final Holder OF_POOL =
            new Holder(null, Standing.nobodys("of a connection that its pool keeps for the next user"));

    /** What another giver handed out on the way. */
    record Inner(Object connection, Acquisition acquisition) {}

    private final JdbcTable table;
    private final @Nullable Acquisition within;
    private volatile @Nullable Object giver;
    private volatile @Nullable WeakReference<Object> formerGiver;
    private volatile @Nullable String url;
    private List<Opening> openings = List.of();
    private volatile List<Inner> inner = List.of();
    private boolean heldThreads;
    private volatile @Nullable ScopedOrigin origin;
    private volatile @Nullable OpenConnection outcome;
    private @Nullable Boolean ofPool;
    private volatile boolean byPool;

    Acquisition(JdbcTable table, @Nullable Acquisition within, @Nullable Object giver, @Nullable String url) {
        this.table = table;
        this.within = within;
        this.giver = giver;
        this.url = url;
    }

    @Nullable Acquisition within() {
        return within;
    }

    /** A data source, a driver; null for the driver manager, or if it is garbage by now. */
    @Nullable Object giver() {
        Object present = giver;
        WeakReference<Object> former = formerGiver;
        return present != null || former == null ? present : former.get();
    }

    /**
     * Its connection is closed: a data source that is closed and dropped, too, must not live on by what is remembered of it,
     * nor by what was asked of others on the way.
     */
    void end() {
        List<Inner> onTheWay = inner;
        if (within == null && onTheWay.isEmpty() && !holdsAnything()) {
            return; // Nobody but its connection knows of it.
        }
        url = url();
        inner = List.of();
        onTheWay.forEach(each -> each.acquisition().end());
        Object present = giver;
        if (present != null) {
            byPool = isByPool();
            formerGiver = new WeakReference<>(present);
            giver = null;
        }
    }

    /** The driver's address, be it that of a request on the way. */
    @Nullable String url() {
        String own = url;
        return own != null || inner.isEmpty()
                ? own
                : inner.get(inner.size() - 1).acquisition().url();
    }

    synchronized void opened(Opening opening) {
        if (openings.isEmpty()) {
            openings = new ArrayList<>(2);
        }
        openings.add(opening);
    }

    synchronized List<Opening> openings() {
        return List.copyOf(openings);
    }

    void holdsThread() {
        heldThreads = true;
    }

    /** Whether anything lives by its outcome. */
    boolean holdsAnything() {
        return heldThreads || !openings.isEmpty();
    }

    void given(Object connection, Acquisition acquisition) {
        if (inner.isEmpty()) {
            inner = new ArrayList<>(1);
        }
        inner.add(new Inner(connection, acquisition));
    }

    /** What is lost, since this one gave nothing; it forgets them. */
    List<Inner> lost() {
        List<Inner> lost = inner;
        inner = List.of();
        return lost;
    }

    void askedAt(ScopedOrigin here) {
        origin = here;
    }

    void endedIn(@Nullable OpenConnection connection) {
        outcome = connection;
    }

    boolean isByPool() {
        Object present = giver;
        return present == null
                ? byPool
                : ConnectionPools.isPool(present.getClass().getName());
    }

    /** Whether a pool asked, or asked for what led to it. */
    private synchronized boolean isOfPool() {
        if (ofPool == null) {
            ScopedOrigin asked = origin;
            ofPool =
                    isByPool() || asked != null && ConnectionPools.isPool(asked) || within != null && within.isOfPool();
        }
        return ofPool;
    }

    private @Nullable OpenConnection outcome() {
        return outcome != null || within == null ? outcome : within.outcome();
    }

    /** What came into being lives by this. */
    @Override
    public @Nullable Holder get() {
        if (isOfPool()) {
            return OF_POOL;
        }
        OpenConnection first = outcome();
        // The files of an embedded database stay open for whoever is still connected.
        OpenConnection open = first != null && table.isOpen(first) ? first : table.openTo(url());
        return open == null ? null : new Holder(new Owner(open, "the connection", open.origin()), Standing.held());
    }
}
