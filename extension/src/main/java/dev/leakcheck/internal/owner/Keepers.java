package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.StaticMentions;
import dev.leakcheck.internal.scope.Site;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whose static fields may keep an object. */
final class Keepers {

    private Keepers() {}

    /**
     * Of an object of a class: its own, those of classes around it and of its callers, and those that the test's code uses,
     * which got from there what it calls.
     *
     * @param callers the stack from a method of the object on
     * @param isTestCode by the names of classes
     */
    static Set<Class<?>> of(Class<?> type, List<StackTraceElement> callers, Predicate<String> isTestCode) {
        Set<Class<?>> keepers = new LinkedHashSet<>();
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            keepers.add(around);
        }
        Class<?> outermost = null;
        for (StackTraceElement caller : callers) {
            if (Site.isEngine(caller)) {
                break;
            }
            Class<?> calling = loadUsers(caller);
            if (calling != null) {
                outermost = calling;
                if (!isTestCode.test(calling.getName())) {
                    keepers.add(calling);
                }
            }
        }
        for (Class<?> test = outermost; test != null && test != Object.class; test = test.getSuperclass()) {
            StaticMentions.of(test).stream()
                    .filter(name -> !isTestCode.test(name))
                    .map(Keepers::load)
                    .filter(Objects::nonNull)
                    .forEach(keepers::add);
        }
        return keepers;
    }

    /** The class of a frame; null if it is the JDK's or the runner's. */
    static @Nullable Class<?> loadUsers(StackTraceElement frame) {
        return Site.isJdk(frame) || Site.isRunner(frame) ? null : load(frame.getClassName());
    }

    private static @Nullable Class<?> load(String className) {
        try {
            return Class.forName(className, false, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }
}
