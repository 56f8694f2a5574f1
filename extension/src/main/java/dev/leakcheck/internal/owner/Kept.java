package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.reflect.FieldValues;
import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;

/** What fields keep: by themselves, or in the arrays, maps and queues in them. */
final class Kept {

    static final int MOST_INSIDE = 5_000;

    private Kept() {}

    /** What plain static fields hold. */
    static List<Object> inFields(Class<?> type) {
        return FieldValues.ofStatic(type).stream()
                .filter(value -> !isSeveral(value))
                .toList();
    }

    /** What some fields of an object hold. */
    static List<Object> inFields(Object object, Set<String> fields) {
        return fields.stream()
                .map(field -> Reflect.field(object, field))
                .filter(Objects::nonNull)
                .toList();
    }

    /** What is in arrays and maps in some static fields. */
    static List<Object> inElements(Class<?> type, Set<String> fields) {
        return elements(FieldValues.ofStatic(type, field -> fields.contains(field.getName())).stream()
                .filter(value -> value instanceof Map || value instanceof Object[])
                .toList());
    }

    static List<Object> maps(Object object) {
        return Reflect.fields(object).stream().filter(Map.class::isInstance).toList();
    }

    /** The queues that an object leads to, but for those of executors. */
    static List<Object> queuesBehind(Object object) {
        List<Object> queues = new ArrayList<>();
        FieldWalk.from(List.of(object), MOST_INSIDE, Executor.class::isInstance, found -> {
            if (found instanceof Queue) {
                queues.add(found);
            }
            return false;
        });
        return queues;
    }

    /** What collections hold; they are not asked themselves, which could wait for somebody. */
    static List<Object> elements(List<Object> collections) {
        List<Object> elements = new ArrayList<>();
        FieldWalk.from(
                collections,
                MOST_INSIDE,
                value -> {
                    boolean element = !isSeveral(value) && !isNode(value);
                    if (element) {
                        elements.add(value);
                    }
                    return element;
                },
                value -> false);
        return elements;
    }

    static boolean isSeveral(Object object) {
        return object instanceof Collection<?> || object instanceof Map<?, ?> || object instanceof Object[];
    }

    /** Whether a collection is made of it. */
    private static boolean isNode(Object object) {
        return object instanceof Map.Entry
                || object.getClass().getName().startsWith("java.util.")
                        && object.getClass().getName().endsWith("Node");
    }
}
