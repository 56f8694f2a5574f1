package dev.leakcheck.examples.pool;

/** Reports what is in stock, and keeps the connection. */
public final class StockReport {

    private StockReport() {}

    /** The report on an item. */
    public static String of(String item) {
        Connection connection = ConnectionPool.WAREHOUSE.acquire(); // leaks: it is never given back
        return item + ": " + connection.stock(item);
    }
}
