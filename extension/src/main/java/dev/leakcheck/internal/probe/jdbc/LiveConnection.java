package dev.leakcheck.internal.probe.jdbc;

import dev.leakcheck.internal.track.jdbc.ConnectionPools;
import dev.leakcheck.internal.track.jdbc.OpenConnection;
import dev.leakcheck.internal.track.jdbc.SharedConnection;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Standing;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection that its user has not closed. */
final class LiveConnection implements LiveResource {

    private final OpenConnection open;
    private final Object object;

    LiveConnection(OpenConnection open, Object object) {
        this.open = open;
        this.object = object;
    }

    @Override
    public Object identity() {
        return open;
    }

    @Override
    public String summary() {
        Object giver = open.giver();
        String pool = isOfPool() && giver != null ? ", from " + giver.getClass().getSimpleName() : "";
        return "connection " + JdbcText.url(url()) + pool;
    }

    private String url() {
        String asked = open.url();
        if (asked == null && object instanceof Connection connection) {
            try {
                DatabaseMetaData metaData = connection.getMetaData();
                asked = metaData == null ? null : metaData.getURL();
            } catch (SQLException | RuntimeException | LinkageError cannotSay) {
                // Its class must do.
            }
        }
        return asked == null ? object.getClass().getName() : asked;
    }

    private boolean isOfPool() {
        return isLent(open);
    }

    /** Whether a pool has handed it out. */
    static boolean isLent(OpenConnection connection) {
        Object giver = connection.giver();
        return giver != null && ConnectionPools.isPool(giver.getClass().getName());
    }

    @Override
    public @Nullable Origin origin() {
        return open.origin();
    }

    @Override
    public Standing standing() {
        return SharedConnection.isKeptBy(open.giver(), object)
                ? Standing.nobodys("its data source keeps it, to hand it out again")
                : Standing.held();
    }

    @Override
    public String siteHeading() {
        return isOfPool() ? "borrowed at" : "opened at";
    }

    @Override
    public String remedy() {
        return "close the connection on every path: try (Connection connection = "
                + (open.giver() instanceof javax.sql.DataSource ? "dataSource" : "DriverManager")
                + ".getConnection(…))";
    }
}
