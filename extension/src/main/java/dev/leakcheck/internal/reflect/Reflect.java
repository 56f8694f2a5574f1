package dev.leakcheck.internal.reflect;

import dev.leakcheck.internal.agent.Modules;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads objects whose types are not on the compile class path. */
public final class Reflect {

    // By class value, so that no class loader of the user's is kept alive by a cache.
    private static final ClassValue<Map<String, Optional<Method>>> METHODS = perClass();
    private static final ClassValue<Map<String, Optional<Field>>> FIELDS = perClass();

    private static final ClassValue<List<Field>> ALL_FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return findFields(type);
        }
    };

    private Reflect() {}

    /** Calls a method without parameters; null if there is none, if it throws, or on null. */
    public static @Nullable Object call(@Nullable Object target, String name) {
        if (target == null) {
            return null;
        }
        Optional<Method> method =
                METHODS.get(target.getClass()).computeIfAbsent(name, ignored -> findMethod(target.getClass(), name));
        try {
            return method.isEmpty() ? null : method.get().invoke(target);
        } catch (IllegalAccessException | InvocationTargetException e) {
            return null;
        }
    }

    /** Calls a method with one string; null if there is none, if it throws, or on null. */
    public static @Nullable Object call(@Nullable Object target, String name, @Nullable String argument) {
        if (target == null) {
            return null;
        }
        try {
            Method method = target.getClass().getMethod(name, String.class);
            Modules.makeAccessible(method);
            return method.invoke(target, argument);
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }

    /** Reads a field; null if there is none, or on null. */
    public static @Nullable Object field(@Nullable Object target, String name) {
        if (target == null) {
            return null;
        }
        Optional<Field> field =
                FIELDS.get(target.getClass()).computeIfAbsent(name, ignored -> findField(target.getClass(), name));
        try {
            return field.isEmpty() ? null : field.get().get(target);
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    /** Reads all fields that hold an object, inherited ones included. */
    public static List<Object> fields(Object target) {
        return fields(target, field -> true);
    }

    /** Reads some of them. */
    public static List<Object> fields(Object target, Predicate<Field> wanted) {
        List<Object> values = new ArrayList<>();
        for (Field field : ALL_FIELDS.get(target.getClass())) {
            try {
                Object value = wanted.test(field) ? field.get(target) : null;
                if (value != null) {
                    values.add(value);
                }
            } catch (IllegalAccessException e) {
                // As if it were not there.
            }
        }
        return values;
    }

    private static List<Field> findFields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : declaredBy(each)) {
                boolean holdsObject = !field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers());
                if (holdsObject && Modules.makeAccessible(field)) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private static Field[] declaredBy(Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (LinkageError | RuntimeException ofAClassThatIsMissing) {
            return new Field[0];
        }
    }

    private static Optional<Method> findMethod(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            try {
                Method method = each.getDeclaredMethod(name);
                if (Modules.makeAccessible(method)) {
                    return Optional.of(method);
                }
            } catch (NoSuchMethodException | RuntimeException | LinkageError e) {
                // Perhaps in a superclass; also if a class is missing that its signatures name.
            }
        }
        return Optional.empty();
    }

    private static Optional<Field> findField(Class<?> type, String name) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            try {
                Field field = each.getDeclaredField(name);
                if (Modules.makeAccessible(field)) {
                    return Optional.of(field);
                }
            } catch (NoSuchFieldException | RuntimeException | LinkageError e) {
                // Perhaps in a superclass; also if a class is missing that its fields name.
            }
        }
        return Optional.empty();
    }

    private static <T> ClassValue<Map<String, Optional<T>>> perClass() {
        return new ClassValue<>() {
            @Override
            protected Map<String, Optional<T>> computeValue(Class<?> type) {
                return new ConcurrentHashMap<>();
            }
        };
    }
}
