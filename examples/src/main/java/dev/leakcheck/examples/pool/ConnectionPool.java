package dev.leakcheck.examples.pool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Lends connections; home-made, so that no tool knows it. */
public final class ConnectionPool {

    /** The pool of this program. */
    public static final ConnectionPool WAREHOUSE = new ConnectionPool();

    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> onLoan = ConcurrentHashMap.newKeySet();
    private volatile Consumer<Connection> listener = connection -> {};
    private int made;

    /** Lends a connection; {@link Connection#close()} gives it back. */
    public synchronized Connection acquire() {
        Connection connection = idle.isEmpty() ? new Connection(this, ++made) : idle.pop();
        onLoan.add(connection);
        listener.accept(connection);
        return connection;
    }

    synchronized void release(Connection connection) {
        if (onLoan.remove(connection)) {
            idle.push(connection);
        }
    }

    /** What was acquired and not given back. */
    public Set<Connection> onLoan() {
        return Set.copyOf(onLoan);
    }

    /** Hears of each connection when it is lent. */
    public void onAcquire(Consumer<Connection> hears) {
        listener = hears;
    }
}
