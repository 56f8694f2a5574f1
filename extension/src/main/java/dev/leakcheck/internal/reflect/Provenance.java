package dev.leakcheck.internal.reflect;

import java.security.CodeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where classes come from: a module's tests are in one place, its production code and libraries in others. */
public final class Provenance {

    private Provenance() {}

    /** Whether two classes come from the same folder or jar; or from the same loader, where that is all that is known. */
    public static boolean isSame(Class<?> one, Class<?> other) {
        return Objects.equals(of(one), of(other));
    }

    /** Whether a class is of a module of the JDK. */
    public static boolean isOfJdk(Class<?> type) {
        String module = type.getModule().getName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    private static @Nullable Object of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? type.getClassLoader()
                : source.getLocation().toString(); // To compare URLs may ask the network.
    }
}
