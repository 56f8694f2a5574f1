package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.reflect.Reflect;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Asks JDBC objects what they know of themselves; never what takes a round trip to a server. */
public final class JdbcState {

    private static final String HSQLDB = "org.hsqldb.jdbc.JDBCConnection";

    private JdbcState() {}

    /** Whether it is closed, or is no resource at all; a driver that cannot say is believed to have closed it. */
    public static boolean isClosed(Object object) {
        try {
            if (object instanceof Connection connection) {
                return connection.isClosed() || isClosedBelow(connection) || isSessionClosed(connection);
            }
            if (object instanceof Statement statement) {
                return statement.isClosed();
            }
            return !(object instanceof ResultSet resultSet) || resultSet.isClosed();
        } catch (Throwable cannotSay) {
            if (!(cannotSay instanceof SQLException && isOfPool(object))) {
                Notices.once("What is left open of " + object.getClass().getName()
                        + " is not seen: its isClosed() threw " + cannotSay);
            }
            return true;
        }
    }

    /** What some pools lend refuses to answer once it was given back. */
    private static boolean isOfPool(Object lent) {
        Object answering = Proxy.isProxyClass(lent.getClass()) ? Proxy.getInvocationHandler(lent) : lent;
        return ConnectionPools.isPool(answering.getClass().getName());
    }

    /** A pool that is closed takes the driver's connection away from under its users' ones, which may not know. */
    private static boolean isClosedBelow(Connection connection) {
        try {
            Connection below = connection.unwrap(Connection.class);
            return below != null && below != connection && (below.isClosed() || isSessionClosed(below));
        } catch (Throwable wrapsNothing) {
            return false;
        }
    }

    /** HSQLDB's connections are not told that their database was shut down, and its sessions with it. */
    private static boolean isSessionClosed(Connection connection) {
        return connection.getClass().getName().equals(HSQLDB)
                && Boolean.TRUE.equals(Reflect.field(Reflect.field(connection, "sessionProxy"), "isClosed"));
    }

    /** The connection that meta data tells of; null if it cannot say. */
    static @Nullable Object connectionOf(Object metaData) {
        try {
            return metaData instanceof DatabaseMetaData known ? known.getConnection() : null;
        } catch (Throwable cannotSay) {
            return null;
        }
    }
}
