package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.scope.ScopedOrigin;
import java.sql.Statement;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
            Class<?> type = typeOf(connection, frame);
            if (type == null) {
                return false;
            }
            if (!FOR_USERS.contains(frame.getMethodName())) {
                return !givesStatements(type, frame.getMethodName());
            }
        }
        return false;
    }

    private static @Nullable Class<?> typeOf(Object connection, StackTraceElement frame) {
        for (Class<?> type = connection.getClass(); type != null; type = type.getSuperclass()) {
            if (type.getName().equals(frame.getClassName())) {
                return type;
            }
        }
        return null;
    }

    /** Some drivers have methods of their own for that. */
    private static boolean givesStatements(Class<?> type, String method) {
        try {
            return Stream.of(type.getDeclaredMethods())
                    .anyMatch(each ->
                            each.getName().equals(method) && Statement.class.isAssignableFrom(each.getReturnType()));
        } catch (LinkageError ofAClassThatIsMissing) {
            return false;
        }
    }
}
