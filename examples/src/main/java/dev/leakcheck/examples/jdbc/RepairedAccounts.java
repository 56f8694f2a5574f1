package dev.leakcheck.examples.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Books withdrawals, and gives the connection back in any case. */
public final class RepairedAccounts {

    private final DataSource pool;

    public RepairedAccounts(DataSource pool) {
        this.pool = pool;
    }

    /** Takes money out of an account. */
    public void withdraw(int account, int amount) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE account SET balance = balance - ? WHERE id = ?")) {
            update.setInt(1, amount);
            update.setInt(2, account);
            update.executeUpdate();
        }
    }
}
