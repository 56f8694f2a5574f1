package dev.leakcheck.internal.jdk;

import dev.leakcheck.internal.agent.Modules;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Tells whether a class is initialised: to read a static field of one that is not would do it. Needs the agent. */
public final class Initialization {

    private static final String UNSAFE = "jdk.internal.misc.Unsafe";

    private Initialization() {}

    /** Whether its static fields have got their values; false if that is not known. */
    public static boolean isDone(Class<?> type) {
        Access access = Holder.ACCESS;
        try {
            return access != null && Boolean.FALSE.equals(access.isPending.invoke(access.unsafe, type));
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            return false;
        }
    }

    private record Access(Object unsafe, Method isPending) {}

    /** Initialised at the first use, when the agent is in. */
    private static final class Holder {
        static final @Nullable Access ACCESS = find();

        private static @Nullable Access find() {
            try {
                Class<?> type = Class.forName(UNSAFE);
                return new Access(
                        Modules.accessible(type.getDeclaredMethod("getUnsafe")).invoke(null),
                        Modules.accessible(type.getDeclaredMethod("shouldBeInitialized", Class.class)));
            } catch (ReflectiveOperationException | RuntimeException e) {
                return null;
            }
        }
    }
}
