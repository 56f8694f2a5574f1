package dev.leakcheck.examples.pool;

/** Reports what is in stock, and gives the connection back. */
public final class RepairedStockReport {

    private RepairedStockReport() {}

    /** The report on an item. */
    public static String of(String item) {
        try (Connection connection = ConnectionPool.WAREHOUSE.acquire()) {
            return item + ": " + connection.stock(item);
        }
    }
}
