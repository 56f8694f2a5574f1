package dev.leakcheck.examples.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database with a small pool, up while the tests of a class run. */
public final class Database implements BeforeAllCallback, AfterAllCallback {

    private HikariDataSource pool;

    /** The pool, of two connections. */
    public DataSource pool() {
        return pool;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:mem:" + context.getRequiredTestClass().getSimpleName());
        config.setPoolName("shop");
        config.setMaximumPoolSize(2);
        config.setConnectionTimeout(250);
        pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE account (id INT PRIMARY KEY, balance INT CHECK (balance >= 0))");
            statement.execute("INSERT INTO account VALUES (1, 100)");
            statement.execute("CREATE TABLE product (id INT PRIMARY KEY, name VARCHAR(20))");
            statement.execute("INSERT INTO product VALUES (1, 'bolt'), (2, 'nut'), (3, 'washer')");
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        pool.close();
    }
}
