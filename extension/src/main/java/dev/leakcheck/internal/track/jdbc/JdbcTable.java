package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.benign.BenignSites;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.WeakIdentityMap;
import dev.leakcheck.internal.track.DescriptorHolders.Holder;
import dev.leakcheck.internal.track.DescriptorTable;
import dev.leakcheck.internal.track.DescriptorTable.Opening;
import dev.leakcheck.internal.track.ThreadTable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The connections that were handed out to users, with their statements and result sets. Connections are held strongly until
 * they are closed: one that nobody holds any more is a leak all the same.
 */
public final class JdbcTable {

    private static final int FEWEST_TO_SWEEP = 256;

    /** Lest a suite that leaks without end keeps them all. */
    private static final int MOST_JUDGED = 500;

    private final ThreadTable threads;
    private final DescriptorTable descriptors;
    private final ThreadLocal<Acquisition> asking = new ThreadLocal<>();
    /** Pools serve many threads at a time: none waits here for another one. */
    private final Map<Identity, OpenConnection> connections = new ConcurrentHashMap<>();

    /** Those that somebody has answered for and that were not closed since: what they start later lives by them. */
    private final Set<OpenConnection> judged = new LinkedHashSet<>();

    private volatile boolean anyJudged;
    private final NativeFiles files = new NativeFiles();

    /** Weakly on both sides: one that is judged by itself keeps its object, for as long as its connection lists it. */
    private final WeakIdentityMap<Object, WeakReference<OpenStatement>> statements = new WeakIdentityMap<>();

    private final WeakIdentityMap<Object, WeakReference<Object>> metaDataOf = new WeakIdentityMap<>();
    private final List<Acquisition> holding = new ArrayList<>();
    private volatile int sweepAt = FEWEST_TO_SWEEP;
    private int pruneAt = FEWEST_TO_SWEEP;

    /** A table that learns origins and descriptors from these. */
    public JdbcTable(ThreadTable threads, DescriptorTable descriptors) {
        this.threads = threads;
        this.descriptors = descriptors;
    }

    /** A giver was asked for a connection. */
    public void asked(@Nullable Object giver, @Nullable String url) {
        asking.set(new Acquisition(this, asking.get(), giver, url));
    }

    /** It gave one. */
    public void connected(Object connection, boolean outermost) {
        Acquisition acquisition = ended();
        if (acquisition == null) {
            return;
        }
        files.connected(connection, acquisition);
        Acquisition outer = acquisition.within();
        if (outermost) {
            asking.remove(); // Of what else there may be, the end was missed, for want of stack or heap.
            add(connection, acquisition);
        } else if (outer != null) {
            outer.given(connection, acquisition);
            if (acquisition.holdsAnything()) {
                acquisition.askedAt(threads.originHere().belowTop());
                remember(acquisition);
            }
        }
    }

    /** It gave none: what it got on the way from others is lost, unless it is a pool, which keeps it. */
    public void refused() {
        Acquisition acquisition = ended();
        if (acquisition == null) {
            return;
        }
        if (acquisition.within() == null && !acquisition.isByPool()) {
            for (Acquisition.Inner inner : acquisition.lost()) {
                add(inner.connection(), inner.acquisition());
            }
        }
        acquisition.end();
    }

    private @Nullable Acquisition ended() {
        Acquisition acquisition = asking.get();
        if (acquisition != null) {
            if (acquisition.within() == null) {
                asking.remove();
            } else {
                asking.set(acquisition.within());
            }
        }
        return acquisition;
    }

    private void add(Object connection, Acquisition acquisition) {
        ScopedOrigin origin = threads.originHere().belowTop();
        acquisition.askedAt(origin);
        boolean shared = SharedConnection.isOfItsCaller(acquisition.url())
                || SharedConnection.isHeldBy(acquisition.giver(), connection);
        sweep();
        OpenConnection fresh = new OpenConnection(connection, shared ? null : origin, acquisition);
        OpenConnection known = connections.putIfAbsent(new Identity(connection), fresh);
        acquisition.endedIn(known == null ? fresh : known);
        if (acquisition.holdsAnything()) {
            remember(acquisition);
        }
    }

    /**
     * Asks those of this thread only, since another's may wait for whoever uses it; never under a lock of ours, for which
     * a hook inside a driver's own lock may wait.
     */
    private void sweep() {
        if (connections.size() < sweepAt) {
            return;
        }
        Thread here = Thread.currentThread();
        for (OpenConnection node : all()) {
            ScopedOrigin origin = node.origin();
            Object connection = node.connection();
            if (origin != null && origin.creator() == here && connection != null && JdbcState.isClosed(connection)) {
                forget(node);
            }
        }
        sweepAt = Math.max(FEWEST_TO_SWEEP, 2 * connections.size());
    }

    private void remember(Acquisition acquisition) {
        synchronized (holding) {
            if (holding.size() >= pruneAt) {
                forgetWhatHoldsNothing();
                pruneAt = Math.max(FEWEST_TO_SWEEP, 2 * holding.size());
            }
            holding.add(acquisition);
        }
    }

    /** The thread that asks for a connection has opened this. */
    public void descriptorOpened(int fd) {
        Acquisition acquisition = asking.get();
        Opening opening = acquisition == null ? null : descriptors.get(fd);
        if (opening != null) {
            acquisition.opened(opening);
        }
    }

    /** The thread that asks for a connection starts another one. */
    public void threadStarting(Thread thread) {
        Acquisition acquisition = asking.get();
        if (acquisition != null && threads.pool(thread) == null) {
            holds(acquisition, thread, threads.origin(thread));
        }
    }

    /** The thread that asks for a connection creates a pool of threads. */
    public void poolCreated(Object pool) {
        Acquisition acquisition = asking.get();
        if (acquisition != null) {
            holds(acquisition, pool, threads.poolOrigin(pool));
        }
    }

    /** A pool of connections has threads of its own, which do not live by its first connection. */
    private void holds(Acquisition acquisition, Object threadOrPool, @Nullable ScopedOrigin origin) {
        if (origin != null && !ConnectionPools.isPool(origin)) {
            acquisition.holdsThread();
            threads.holds(() -> origin.isMadeForAll() ? null : acquisition.get(), threadOrPool);
        }
    }

    /** A connection gave a statement. */
    public void statement(Object connection, Object statement, @Nullable String sql) {
        ScopeNode scope = threads.scopeHere();
        OpenConnection node = node(connection);
        ScopedOrigin origin = originIfOutlived(node, scope);
        OpenStatement open = new OpenStatement(node, statement, scope, origin, sql);
        node.add(open);
        statements.put(statement, new WeakReference<>(open));
    }

    /** A connection gave its meta data, which may know the driver's connection only. */
    public void metaData(Object connection, Object metaData) {
        metaDataOf.put(metaData, new WeakReference<>(connection));
    }

    /** A statement executes this. */
    public void executing(Object statement, String sql) {
        OpenStatement open = known(statement);
        if (open != null) {
            open.executes(sql);
        }
    }

    /** A statement or a connection's meta data gave a result set. */
    public void resultSet(Object giver, Object resultSet, @Nullable String sql) {
        OpenStatement statement = known(giver);
        ScopeNode scope = threads.scopeHere();
        if (statement != null) {
            boolean alone = scope != null && OpenConnection.isInside(scope, statement.scope());
            ScopedOrigin origin = alone ? threads.originHere().belowTop() : null;
            if (sql != null) {
                statement.executes(sql);
            }
            OpenConnection node = statement.connection();
            node.add(new OpenResultSet(node, statement, resultSet, origin, sql));
            return;
        }
        WeakReference<Object> known = metaDataOf.get(giver);
        Object connection = known == null ? JdbcState.connectionOf(giver) : known.get();
        if (connection != null) {
            OpenConnection node = node(connection);
            node.add(new OpenResultSet(node, null, resultSet, originIfOutlived(node, scope), sql));
        }
    }

    private @Nullable OpenStatement known(Object statement) {
        WeakReference<OpenStatement> known = statements.get(statement);
        return known == null ? null : known.get();
    }

    /** What nobody would have to answer for needs no origin. */
    private @Nullable ScopedOrigin originIfOutlived(OpenConnection node, @Nullable ScopeNode scope) {
        return scope != null && node.outlives(scope) ? threads.originHere().belowTop() : null;
    }

    private OpenConnection node(Object connection) {
        Identity identity = new Identity(connection);
        OpenConnection known = connections.get(identity);
        if (known != null) {
            return known;
        }
        // Older than the agent, or a pool's.
        OpenConnection fresh = new OpenConnection(connection, null, null);
        OpenConnection other = connections.putIfAbsent(identity, fresh);
        return other == null ? fresh : other;
    }

    /** Its user has done what is to be done, whatever its data source makes of it. */
    public void closing(Object connection) {
        OpenConnection node = connections.remove(new Identity(connection));
        if (node != null) {
            node.release();
        }
        if (anyJudged) {
            synchronized (this) {
                judged.removeIf(each -> each.connection() == connection);
                anyJudged = !judged.isEmpty();
            }
        }
    }

    /** What a file of a database lives by, that native code has opened; null if it is none. */
    public @Nullable Holder holderOfFile(String file) {
        return files.holder(file);
    }

    /** All that were not found closed yet. */
    public Collection<OpenConnection> all() {
        return connections.isEmpty() ? List.of() : new ArrayList<>(connections.values());
    }

    /** Forgets one that is closed, or that nothing was left open of. */
    public void forget(OpenConnection node) {
        Object connection = node.connection();
        if (connection != null) {
            connections.remove(new Identity(connection), node);
        }
        node.release();
    }

    /** Somebody has answered for it. */
    public synchronized void judged(OpenConnection node) {
        anyJudged = true;
        forget(node);
        node.judged();
        if (judged.size() == MOST_JUDGED) {
            judged.remove(judged.iterator().next());
        }
        judged.add(node);
    }

    /** Those that somebody has answered for and that were not closed since; some are garbage by now. */
    public synchronized Collection<OpenConnection> judged() {
        return judged.isEmpty() ? List.of() : new ArrayList<>(judged);
    }

    /** Forgets those that are no user's and have nothing left open. */
    public void forgetBare() {
        connections.values().removeIf(node -> node.origin() == null && node.isBare());
    }

    private synchronized boolean isKnown(OpenConnection node) {
        Object connection = node.connection();
        return judged.contains(node) || connection != null && connections.get(new Identity(connection)) == node;
    }

    boolean isOpen(OpenConnection node) {
        Object connection = node.connection();
        if (node.origin() == null || !isKnown(node)) {
            return false;
        }
        // One that was judged and is garbage was never closed.
        return connection == null ? node.isJudged() : !JdbcState.isClosed(connection);
    }

    /** Any user's open connection to this address. */
    @Nullable OpenConnection openTo(@Nullable String url) {
        if (url == null) {
            return null;
        }
        for (OpenConnection node : unclosed()) {
            if (url.equals(node.url()) && isOpen(node)) {
                return node;
            }
        }
        return null;
    }

    private synchronized List<OpenConnection> unclosed() {
        List<OpenConnection> unclosed = new ArrayList<>(connections.values());
        unclosed.addAll(judged);
        return unclosed;
    }

    /** Who holds which descriptor now. */
    public Map<Integer, Holder> holders() {
        List<Acquisition> all;
        synchronized (holding) {
            forgetWhatHoldsNothing();
            all = List.copyOf(holding);
        }
        Map<Integer, Holder> holders = new HashMap<>();
        for (Acquisition acquisition : all) {
            Holder holder = acquisition.get();
            if (holder != null) {
                for (Opening opening : acquisition.openings()) {
                    if (isStill(opening)
                            && BenignSites.match(opening.origin().stack()) == null
                            && !opening.origin().isMadeForAll()) {
                        holders.put(opening.fd(), holder);
                    }
                }
            }
        }
        return holders;
    }

    private void forgetWhatHoldsNothing() {
        holding.removeIf(acquisition -> !isHeld(acquisition));
    }

    private boolean isHeld(Acquisition acquisition) {
        return acquisition.openings().stream().anyMatch(this::isStill);
    }

    private boolean isStill(Opening opening) {
        return descriptors.get(opening.fd()) == opening;
    }
}
