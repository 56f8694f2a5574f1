package dev.leakcheck.internal.reflect;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.jdk.Initialization;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in fields; no class is initialised by that. */
public final class FieldValues {

    private FieldValues() {}

    /** The objects in static fields of a class, or in atomic references in them. */
    public static List<Object> ofStatic(Class<?> type) {
        return ofStatic(type, field -> true);
    }

    /** The same of some fields only. */
    public static List<Object> ofStatic(Class<?> type, Predicate<Field> wanted) {
        try {
            return of(
                    Stream.of(type.getDeclaredFields())
                            .filter(field -> Modifier.isStatic(field.getModifiers()))
                            .filter(wanted)
                            .toList(),
                    List.of());
        } catch (RuntimeException | LinkageError unreadable) {
            return List.of();
        }
    }

    /** The objects in static fields, and in fields of some instances, or in atomic references in them. */
    public static List<Object> of(Collection<Field> fields, List<Object> instances) {
        List<Object> values = new ArrayList<>();
        for (Field field : fields) {
            if (!Modifier.isStatic(field.getModifiers())) {
                instances.stream()
                        .filter(field.getDeclaringClass()::isInstance)
                        .forEach(instance -> add(field, instance, values));
            } else if (Initialization.isDone(field.getDeclaringClass())) {
                add(field, null, values);
            }
        }
        return values;
    }

    private static void add(Field field, @Nullable Object instance, List<Object> values) {
        if (field.getType().isPrimitive()) {
            return;
        }
        try {
            Object value = Modules.makeAccessible(field) ? field.get(instance) : null;
            Object held = value instanceof AtomicReference<?> reference ? reference.get() : value;
            if (held != null) {
                values.add(held);
            }
        } catch (IllegalAccessException unreadable) {
            // Then what it holds is not known.
        }
    }
}
