package dev.leakcheck.internal.owner;

import dev.leakcheck.internal.bytecode.Guarded;
import dev.leakcheck.internal.bytecode.Guarded.ForAll;
import dev.leakcheck.internal.bytecode.OncePerJvm;
import dev.leakcheck.internal.bytecode.TakenQueues;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.Site;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One frame of user code on the way to what was made.
 *
 * @param type the class whose method it is in
 * @param below the stack from it on
 * @param above what it called, the innermost first
 * @param forAll what there is for all that it asks first
 * @param elements the static fields with arrays or maps that it asks first for what does not grow
 * @param emptyFields the fields of its object that it asks whether they are empty
 * @param maps the fields of its object whose maps it asks by a key
 * @param filledOnce the fields of its object that it fills once, by a flag
 * @param directly whether it made it itself, and not a thread that it started
 */
record Step(
        Class<?> type,
        List<StackTraceElement> below,
        List<StackTraceElement> above,
        Set<ForAll> forAll,
        Set<String> elements,
        Set<String> emptyFields,
        Set<String> maps,
        Set<String> filledOnce,
        boolean directly) {

    /** All of them, from the innermost to the test. */
    static List<Step> to(ScopedOrigin origin) {
        List<Step> steps = new ArrayList<>();
        for (ScopedOrigin at = origin; at != null; at = at.parent()) {
            List<StackTraceElement> stack = at.stack();
            for (int i = 0; i < stack.size(); i++) {
                if (Site.isEngine(stack.get(i))) {
                    return steps;
                }
                Class<?> type = Keepers.loadUsers(stack.get(i));
                if (type != null) {
                    steps.add(of(type, stack, i, at == origin));
                }
            }
        }
        return steps;
    }

    private static Step of(Class<?> type, List<StackTraceElement> stack, int at, boolean directly) {
        StackTraceElement frame = stack.get(at);
        int line = frame.getLineNumber();
        Guarded.Guards guards = Guarded.of(type, frame.getMethodName());
        return new Step(
                type,
                stack.subList(at, stack.size()),
                stack.subList(0, at),
                guards.forAll(line),
                guards.elements(line),
                guards.emptyFields(line),
                guards.maps(line),
                guards.filledOnce(line),
                directly);
    }

    /** Whether what it called had a map make a value for a key. */
    boolean isMadeByMap() {
        return above.stream()
                .anyMatch(frame -> frame.getMethodName().startsWith("compute")
                        && frame.getClassName().startsWith("java.util."));
    }

    /** The fields of its object with the queues that it takes from; none if it gets them otherwise, null if it takes from none. */
    @Nullable Set<String> queues() {
        return TakenQueues.in(type, below.get(0).getMethodName());
    }

    /** The fields of its object that it fills on demand: it asks them whether they are empty, or a flag. */
    Set<String> fieldsAsked() {
        Set<String> asked = new HashSet<>(emptyFields);
        asked.addAll(filledOnce);
        return asked;
    }

    /** Whether nobody comes there a second time: a flag in static state says so, whether or not anything keeps what was made. */
    boolean isOncePerJvm() {
        StackTraceElement frame = below.get(0);
        return OncePerJvm.is(type, frame.getMethodName(), frame.getLineNumber());
    }

    /** Whether it asks its object for anything. */
    boolean asksItsObject() {
        return !fieldsAsked().isEmpty() || !maps.isEmpty() || queues() != null;
    }
}
