package dev.leakcheck.examples.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Looks products up on a connection that lives for ever, with statements that do not. */
public final class RepairedProductNames {

    private final Connection connection;

    public RepairedProductNames(Connection connection) {
        this.connection = connection;
    }

    /** The name of a product. */
    public Optional<String> name(int product) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM product WHERE id = ?")) {
            query.setInt(1, product);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
