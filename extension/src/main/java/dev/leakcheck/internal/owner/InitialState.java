package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.reflect.FieldValues;
import dev.leakcheck.internal.reflect.Reflect;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * What a class's static initialiser has made: what constants lead to by final fields, which nobody can have filled anew since;
 * not what arrays and collections hold. A thread in there starts but once in a JVM, whoever comes first, and whoever should stop
 * it.
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
                pending.addAll(Reflect.finalFields(next));
            }
        }
        return false;
    }
}
