package dev.leakcheck.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.Database;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@LeakCheck
class ProductNamesLeakDemo {

    @RegisterExtension
    static final Database DATABASE = new Database();

    private static Connection shared;

    @BeforeAll
    static void connect() throws SQLException {
        shared = DATABASE.pool().getConnection();
    }

    @AfterAll
    static void disconnect() throws SQLException {
        shared.close();
    }

    @Test
    void knowsTheNames() throws SQLException {
        ProductNames names = new ProductNames(shared);

        for (int product = 1; product <= 3; product++) {
            assertThat(names.name(product)).isNotEmpty();
        }
    }
}
