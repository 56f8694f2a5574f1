package dev.leakcheck.examples.pool;

/** A connection to the warehouse, on loan from a {@link ConnectionPool}. */
public final class Connection implements AutoCloseable {

    private final ConnectionPool pool;
    private final int number;

    Connection(ConnectionPool pool, int number) {
        this.pool = pool;
        this.number = number;
    }

    /** How many items are in stock. */
    public int stock(String item) {
        return item.length();
    }

    /** Gives the connection back to its pool. */
    @Override
    public void close() {
        pool.release(this);
    }

    @Override
    public String toString() {
        return "connection #" + number;
    }
}
