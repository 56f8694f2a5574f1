package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.scope.ScopedOrigin;
import java.util.Set;

/**
 * Statements that a driver's connection makes for itself, below another of its methods, as PostgreSQL's does when it is asked for
 * its isolation level: nobody else gets them to close, and they end with the connection.
 */
final class OwnStatements {

    private static final Set<String> FOR_USERS = Set.of("createStatement", "prepareStatement", "prepareCall");

    private OwnStatements() {}

    /**
     * Whether a statement is one of a connection's own.
     *
     * @param origin seen from the caller of the method that gave the statement
     */
    static boolean isOneOf(Object connection, ScopedOrigin origin) {
        for (StackTraceElement frame : origin.stack()) {
            if (!isOf(connection, frame)) {
                return false;
            }
            if (!FOR_USERS.contains(frame.getMethodName())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOf(Object connection, StackTraceElement frame) {
        for (Class<?> type = connection.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(frame.getClassName())) {
                return true;
            }
        }
        return false;
    }
}
