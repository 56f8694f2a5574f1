package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.bytecode.Interfaces;
import dev.leakcheck.internal.config.Configuration.Mode;
import dev.leakcheck.internal.config.ConfigurationKeys;
import dev.leakcheck.internal.notice.Notices;
import java.lang.invoke.MethodHandles;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;

/**
 * A JUnit Jupiter before 5.9: tests run on it as if LeakCheck were not there. Its extension would not even load, and take
 * every annotated class with it, since an interface that it implements is not there.
 */
final class OldJUnit {

    private static final String MISSING = "org.junit.jupiter.api.extension.TestInstancePreConstructCallback";

    private OldJUnit() {}

    /** Puts an empty interface in the place of the one that is missing; call before a test class is looked at. */
    static void fillIn() {
        try {
            if (find() == null) {
                MethodHandles.privateLookupIn(Extension.class, MethodHandles.lookup())
                        .defineClass(Interfaces.empty(MISSING, Extension.class));
            }
        } catch (IllegalAccessException | LinkageError e) {
            // No Jupiter at all, or one that lets nobody in: what can be said is said when the tests start.
        }
    }

    /** Whether this is one. */
    static boolean isThere() {
        try {
            Class<?> found = find();
            return found == null || isStandIn(found);
        } catch (LinkageError noJupiter) {
            return false;
        }
    }

    /** Says so where the place could not be filled: then tests fail, for a reason that nobody understands. */
    static void sayIfInTheWay() {
        if (find() == null) {
            say();
        }
    }

    /** Says so unless nothing is to be checked anyway. */
    static void sayUnlessOff(Function<String, Optional<String>> parameters) {
        Optional<String> mode = parameters.apply(ConfigurationKeys.MODE).map(String::trim);
        if (mode.filter(Mode.OFF.name()::equalsIgnoreCase).isEmpty()) {
            say();
        }
    }

    private static void say() {
        String version = Extension.class.getPackage().getImplementationVersion();
        Notices.once("No test is checked: LeakCheck needs JUnit Jupiter 5.9 or later, and found "
                + (version == null ? "an older one" : version));
    }

    private static @Nullable Class<?> find() {
        try {
            return Class.forName(MISSING, false, Extension.class.getClassLoader());
        } catch (ClassNotFoundException old) {
            return null;
        }
    }

    private static boolean isStandIn(Class<?> type) {
        return type.getMethods().length == 0;
    }
}
