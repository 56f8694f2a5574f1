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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a class's static initialiser has made: what its static fields lead to by fields that nobody can have filled anew since, and
 * by those that are filled but once, when somebody asks; not what arrays and collections hold. A thread in there starts but once
 * in a JVM, whoever comes first, and whoever should stop it.
 */
final class InitialState {

    private static final int MOST = 200;

    private InitialState() {}

    /** Whether it is among that, as far as it is near. */
    static boolean contains(Class<?> type, Thread thread) {
        Deque<Object> pending = new ArrayDeque<>(FieldValues.ofStatic(type, InitialState::isFilledOnce));
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!pending.isEmpty() && seen.size() < MOST) {
            Object next = pending.remove();
            if (next == thread) {
                return true;
            }
            if (!Kept.isSeveral(next) && FieldWalk.leadsOn(next) && seen.add(next)) {
                Reflect.fields(next, InitialState::isFilledOnce).stream()
                        .map(held -> held instanceof AtomicReference<?> box ? box.get() : held)
                        .filter(Objects::nonNull)
                        .forEach(pending::add);
            }
        }
        return false;
    }

    /** What an atomic reference holds is filled as the field would be, were it not final. */
    private static boolean isFilledOnce(Field field) {
        boolean isBox = field.getType() == AtomicReference.class;
        return Modifier.isFinal(field.getModifiers()) && !isBox || isFilledOnceByItsClass(field, isBox);
    }

    /** Of an instance only private fields are certain to be filled by the code of their class; the JDK's is not asked. */
    private static boolean isFilledOnceByItsClass(Field field, boolean onDemandOnly) {
        Class<?> type = field.getDeclaringClass();
        return (Modifier.isStatic(field.getModifiers()) || Modifier.isPrivate(field.getModifiers()))
                && type.getClassLoader() != null
                && (onDemandOnly
                        ? MadeOnDemand.fields(type).contains(field.getName())
                        : MadeOnDemand.isFilledOnce(type, field.getName()));
    }
}
