package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.bytecode.MadeOnDemand;
import dev.leakcheck.internal.jdk.Initialization;
import dev.leakcheck.internal.reflect.FieldValues;
import dev.leakcheck.internal.reflect.Reflect;
import dev.leakcheck.internal.scope.ScopeNode;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What a class has made for all its tests before the first one: it lives as long as the class, with what it opens later. */
final class Fixtures {

    private Fixtures() {}

    /** Notes it in the scope of the class; call when a test begins, or its instance was made. */
    static void note(ExtensionContext context, ScopeNode scope) {
        ScopeNode ofClass = scope.ofClass();
        if (ofClass != null && !ofClass.hasFixtures() && isReady(context)) {
            ofClass.holds(in(context));
        }
    }

    /** A class is initialised with its first instance, unless it has methods to be called before. */
    private static boolean isReady(ExtensionContext context) {
        return ContextSurroundings.arePerClass(context)
                ? context.getTestMethod().isPresent()
                : Initialization.isDone(context.getRequiredTestClass());
    }

    /** Notes what the classes that a class extends have kept for others; call before its first method. */
    static void noteInherited(ExtensionContext context) {
        List<WeakReference<Object>> older = new ArrayList<>();
        for (Class<?> type = context.getRequiredTestClass().getSuperclass();
                type != null && type != Object.class;
                type = type.getSuperclass()) {
            FieldValues.ofStatic(type).forEach(value -> older.add(new WeakReference<>(value)));
        }
        context.getStore(Run.NAMESPACE).put(Older.class, new Older(older));
    }

    /** What was there before the class. */
    private record Older(List<WeakReference<Object>> objects) {
        boolean has(Object object) {
            return objects.stream().anyMatch(known -> known.get() == object);
        }
    }

    /** By class; what those that it extends had before may serve others as well. */
    private static Map<String, List<Object>> in(ExtensionContext context) {
        Class<?> test = context.getRequiredTestClass();
        Older older = context.getStore(Run.NAMESPACE).getOrDefault(Older.class, Older.class, new Older(List.of()));
        Map<String, List<Object>> fixtures = new LinkedHashMap<>();
        for (Object instance : new ContextSurroundings(context).instancesOfClasses()) {
            Reflect.fields(instance).forEach(value -> add(value, instance.getClass(), fixtures));
        }
        for (Class<?> around = test; around != null; around = around.getEnclosingClass()) {
            for (Class<?> type = around; type != null && type != Object.class; type = type.getSuperclass()) {
                for (Object value : FieldValues.ofStatic(type)) {
                    boolean madeForTest = around == test && !older.has(value);
                    add(value, madeForTest ? test : type, fixtures);
                }
            }
        }
        return fixtures;
    }

    private static void add(Object value, Class<?> type, Map<String, List<Object>> fixtures) {
        add(value, fixtures.computeIfAbsent(type.getName(), unknown -> new ArrayList<>()));
    }

    /** What a class, not those above it, has made once for all its tests, when the first one needed it. */
    static List<Object> madeOnDemand(Class<?> type, List<Object> instances) {
        Set<String> names = MadeOnDemand.fields(type);
        List<Object> fixtures = new ArrayList<>();
        if (!names.isEmpty()) {
            List<Field> fields = Stream.of(type.getDeclaredFields())
                    .filter(field -> names.contains(field.getName()))
                    .toList();
            FieldValues.of(fields, instances).forEach(value -> add(value, fixtures));
        }
        return fixtures;
    }

    /** What tests put into a collection is theirs. */
    private static void add(Object value, List<Object> fixtures) {
        String module = value.getClass().getModule().getName();
        if (module == null || !module.startsWith("java.")) {
            fixtures.add(value);
        }
    }
}
