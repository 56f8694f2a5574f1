package dev.leakcheck.internal.reflect;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.jdk.Initialization;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Reads the static fields of a class, which must not be initialised by that. */
public final class StaticFields {

    private StaticFields() {}

    /** The objects that they hold, or that atomic references in them do; none of a class that is not initialised. */
    public static List<Object> values(Class<?> type) {
        List<Object> values = new ArrayList<>();
        if (!Initialization.isDone(type)) {
            return values;
        }
        try {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && Modules.makeAccessible(field)) {
                    Object value = field.get(null);
                    Object target = value instanceof AtomicReference<?> reference ? reference.get() : value;
                    if (target != null) {
                        values.add(target);
                    }
                }
            }
            return values;
        } catch (IllegalAccessException | RuntimeException | LinkageError unreadable) {
            return List.of();
        }
    }
}
