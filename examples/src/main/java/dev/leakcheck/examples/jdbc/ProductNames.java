package dev.leakcheck.examples.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Looks products up on a connection that lives for ever, and so do the statements. */
public final class ProductNames {

    private final Connection connection;

    public ProductNames(Connection connection) {
        this.connection = connection;
    }

    /** The name of a product. */
    public Optional<String> name(int product) throws SQLException {
        PreparedStatement query = connection.prepareStatement("SELECT name FROM product WHERE id = ?"); // leaks
        query.setInt(1, product);
        ResultSet rows = query.executeQuery();
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
    }
}
