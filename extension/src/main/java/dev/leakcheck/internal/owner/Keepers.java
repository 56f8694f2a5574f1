package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.StaticMentions;
import dev.leakcheck.internal.reflect.Provenance;
import dev.leakcheck.internal.scope.Site;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whose static fields may keep an object. */
final class Keepers {

    private Keepers() {}

    /**
     * Of an object of a class: its own, those of classes around it and of its callers, and those that the test's code with its
     * helpers uses, and who calls from outside of the object's library: they got from there what they call.
     *
     * @param callers the stack from a method of the object on
     * @param isTestCode by the names of classes
     */
    static Set<Class<?>> of(Class<?> type, List<StackTraceElement> callers, Predicate<String> isTestCode) {
        Set<Class<?>> keepers = new LinkedHashSet<>();
        for (Class<?> around = type; around != null; around = around.getEnclosingClass()) {
            keepers.add(around);
        }
        Set<Class<?>> calling = callers(callers);
        calling.stream().filter(each -> !isTestCode.test(each.getName())).forEach(keepers::add);
        Stream.concat(testsOf(calling).stream(), fromOutside(type, calling))
                .flatMap(user -> StaticMentions.of(user).stream())
                .filter(name -> !isTestCode.test(name))
                .map(Keepers::load)
                .filter(Objects::nonNull)
                .forEach(keepers::add);
        return keepers;
    }

    /** The users' classes up to the runner, the innermost first. */
    private static Set<Class<?>> callers(List<StackTraceElement> stack) {
        Set<Class<?>> calling = new LinkedHashSet<>();
        for (StackTraceElement caller : stack) {
            if (Site.isEngine(caller)) {
                break;
            }
            Class<?> type = loadUsers(caller);
            if (type != null) {
                calling.add(type);
            }
        }
        return calling;
    }

    private static Stream<Class<?>> fromOutside(Class<?> type, Set<Class<?>> calling) {
        return calling.stream().filter(each -> !Provenance.isSame(each, type)).limit(1);
    }

    /** The outermost, with its superclasses and those that come from where it does: helpers of the tests. */
    private static Set<Class<?>> testsOf(Set<Class<?>> calling) {
        Set<Class<?>> tests = new LinkedHashSet<>();
        Class<?> outermost = null;
        for (Class<?> each : calling) {
            outermost = each;
        }
        for (Class<?> each : calling) {
            if (Provenance.isSame(each, outermost)) {
                tests.add(each);
            }
        }
        for (Class<?> test = outermost; test != null && test != Object.class; test = test.getSuperclass()) {
            tests.add(test);
        }
        return tests;
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
