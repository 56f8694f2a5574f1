package dev.leakcheck.benchmarks.operations;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** The forked side: queries an in-memory database from as deep a stack as tests have. */
final class StatementsMain {

    private static final int DEPTH = 60;
    private static final int BATCH = 10_000;
    private static final int WARM_UP = 6;
    private static final int BATCHES = 11;

    private StatementsMain() {}

    public static void main(String[] arguments) throws SQLException {
        Installed.ifOn(arguments[0]);
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setJdbcUrl("jdbc:h2:mem:benchmark");
            try (Connection connection = pool.getConnection()) {
                double borrowed = median(() -> {
                    try (Connection each = pool.getConnection()) {
                        query(each);
                    }
                });
                double queried = median(() -> query(connection));
                System.out.println(OperationsBenchmark.MARK + borrowed + " " + queried);
            }
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    private static void query(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
        }
    }

    private static double median(Work work) throws SQLException {
        double[] nanos = new double[BATCHES];
        for (int i = -WARM_UP; i < BATCHES; i++) {
            double each = deep(DEPTH, work);
            if (i >= 0) {
                nanos[i] = each;
            }
        }
        Arrays.sort(nanos);
        return nanos[BATCHES / 2];
    }

    private static double deep(int levels, Work work) throws SQLException {
        if (levels > 0) {
            return deep(levels - 1, work);
        }
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < BATCH; i++) {
            work.run();
        }
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / (double) BATCH;
    }
}
