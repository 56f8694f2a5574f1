package dev.leakcheck.examples.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Reports on a tenant by a pool that is made for this one report. */
public final class TenantReport {

    private TenantReport() {}

    /** How many tables the tenant has. */
    public static int tables(String url) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setPoolName("tenant");
        config.setMaximumPoolSize(1);
        HikariDataSource pool = new HikariDataSource(config); // leaks: its threads and connections stay
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
