package dev.leakcheck.internal.agent;

import dev.leakcheck.bootstrap.Hooks;
import org.jspecify.annotations.Nullable;

/** Turns what the hooks tell of JDBC, {@code {kind, what was told, result, text}}, into events. */
final class JdbcEvents {

    private JdbcEvents() {}

    static void tell(AgentEvents events, @Nullable Object subject, @Nullable Object detail) {
        if (!(detail instanceof Object[] all)) {
            return;
        }
        int kind = (Integer) all[0];
        String text = (String) all[3];
        Object result = all[2];
        switch ((Integer) all[1]) {
            case Hooks.ASKED -> events.jdbcAsked(subject, text);
            case Hooks.GIVEN_WITHIN -> connected(events, result, false);
            case Hooks.REFUSED -> events.jdbcRefused();
            case Hooks.EXECUTING -> {
                if (subject != null && text != null) {
                    events.jdbcExecuting(subject, text);
                }
            }
            case Hooks.CLOSING -> {
                if (subject != null) {
                    events.jdbcClosing(subject);
                }
            }
            default -> {
                if (kind <= Hooks.MANAGER) {
                    connected(events, result, true);
                } else if (subject != null && result != null) {
                    given(events, kind, subject, result, text);
                }
            }
        }
    }

    private static void connected(AgentEvents events, @Nullable Object connection, boolean outermost) {
        if (connection == null) { // A driver declines an address that is not its own.
            events.jdbcRefused();
        } else {
            events.jdbcConnected(connection, outermost);
        }
    }

    private static void given(AgentEvents events, int kind, Object subject, Object result, @Nullable String text) {
        if (kind == Hooks.CONNECTION && result instanceof java.sql.DatabaseMetaData) {
            events.jdbcMetaData(subject, result);
        } else if (kind == Hooks.CONNECTION) {
            events.jdbcStatement(subject, result, text);
        } else {
            events.jdbcResultSet(subject, result, text);
        }
    }
}
