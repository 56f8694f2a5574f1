package dev.leakcheck.examples.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Books withdrawals, and keeps the connection when one is refused. */
public final class Accounts {

    private final DataSource pool;

    public Accounts(DataSource pool) {
        this.pool = pool;
    }

    /** Takes money out of an account. */
    public void withdraw(int account, int amount) throws SQLException {
        Connection connection = pool.getConnection();
        PreparedStatement update = connection.prepareStatement("UPDATE account SET balance = balance - ? WHERE id = ?");
        update.setInt(1, amount);
        update.setInt(2, account);
        update.executeUpdate(); // leaks: throws if the balance would be negative
        connection.close();
    }
}
