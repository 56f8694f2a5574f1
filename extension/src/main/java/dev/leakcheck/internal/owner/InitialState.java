package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.MadeOnDemand;
import dev.leakcheck.internal.reflect.FieldValues;
import dev.leakcheck.internal.reflect.Reflect;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a class's static initialiser has made: what constants lead to by final fields, which nobody can have filled anew since, and
 * by fields that are filled but once, when somebody asks; not what arrays and collections hold. A thread in there starts but once
 * in a JVM, whoever comes first, and whoever should stop it.
 */
final class InitialState {

    private static final int MOST = 200;

    private InitialState() {}

    /** Whether it is among that, as far as it is near. */
    static boolean contains(Class<?> type, Thread thread) {
        Deque<Object> pending = new ArrayDeque<>(FieldValues.ofConstants(type));
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!pending.isEmpty() && seen.size() < MOST) {
            Object next = pending.remove();
            if (next == thread) {
                return true;
            }
            if (!Singletons.isSeveral(next) && FieldWalk.leadsOn(next) && seen.add(next)) {
                pending.addAll(Reflect.fields(next, InitialState::isFinal));
                for (Object held : Reflect.fields(next, InitialState::isMadeOnDemand)) {
                    Object made = held instanceof AtomicReference<?> box ? box.get() : held;
                    if (made != null) {
                        pending.add(made);
                    }
                }
            }
        }
        return false;
    }

    private static boolean isFinal(Field field) {
        return Modifier.isFinal(field.getModifiers());
    }

    /** Only the class itself can tell how its private fields are filled; those of the JDK are not asked. */
    private static boolean isMadeOnDemand(Field field) {
        Class<?> type = field.getDeclaringClass();
        return Modifier.isPrivate(field.getModifiers())
                && type.getClassLoader() != null
                && MadeOnDemand.fields(type).contains(field.getName());
    }
}
