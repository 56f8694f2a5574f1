package dev.leakcheck.examples.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Reports on a tenant by the pool that the program has for it. */
public final class RepairedTenantReport {

    private RepairedTenantReport() {}

    /** How many tables the tenant has. */
    public static int tables(DataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
