package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.reflect.Reflect;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a connection that its data source keeps for itself, to hand it out again, or its caller, from one that its user has to close. */
public final class SharedConnection {

    /** The address by which SQL's Java routines, of Derby, HSQLDB or Oracle, ask for the connection that has called them. */
    private static final String OF_THE_CALLER = "jdbc:default:connection";

    private SharedConnection() {}

    /** Whether one that was asked for by some address is its caller's, which somebody else closes. */
    static boolean isOfItsCaller(@Nullable String url) {
        return url != null && url.startsWith(OF_THE_CALLER);
    }

    /** Whether a data source has it in a field; a pool's users get objects that it does not keep, so it is not asked. */
    static boolean isHeldBy(@Nullable Object giver, Object connection) {
        if (giver == null || ConnectionPools.isPool(giver.getClass().getName())) {
            return false;
        }
        for (Object field : Reflect.fields(giver)) {
            if (field == connection) {
                return true;
            }
        }
        return false;
    }

    /** Whether a data source of the user's own has it in a field or among its idle ones. */
    public static boolean isKeptBy(@Nullable Object giver, Object connection) {
        if (giver == null || ConnectionPools.isPool(giver.getClass().getName())) {
            return false;
        }
        for (Object field : Reflect.fields(giver)) {
            if (field == connection || isAmong(field, connection)) {
                return true;
            }
        }
        return false;
    }

    /** The JDK's own collections only: others are user code. */
    private static boolean isAmong(Object field, Object connection) {
        if (!field.getClass().getName().startsWith("java.util.")) {
            return false;
        }
        try {
            Collection<?> all =
                    field instanceof Map<?, ?> map ? map.values() : field instanceof Collection<?> c ? c : null;
            if (all != null) {
                for (Object each : all.toArray()) {
                    if (each == connection) {
                        return true;
                    }
                }
            }
            return false;
        } catch (RuntimeException changedMeanwhile) {
            return true;
        }
    }
}
