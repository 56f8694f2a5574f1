package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.agent.Modules;
import dev.leakcheck.internal.jdk.Initialization;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in fields of test classes; none of them is initialised by that. */
final class FieldValues {

    private FieldValues() {}

    /** The objects in static fields, and in fields of some instances. */
    static List<Object> of(Collection<Field> fields, List<Object> instances) {
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
        try {
            Object value = Modules.makeAccessible(field) ? field.get(instance) : null;
            if (value != null) {
                values.add(value);
            }
        } catch (IllegalAccessException unreadable) {
            // Then what it holds is not known.
        }
    }
}
