package dev.leakcheck.internal.agent;

import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * The jar's {@code Premain-Class}. Stays dormant: {@code JAVA_TOOL_OPTIONS} puts it into build tools' JVMs too, and only
 * the JUnit side knows that a test plan starts.
 */
public final class LeakCheckAgent {

    private static volatile @Nullable Instrumentation instrumentation;

    private LeakCheckAgent() {}

    public static void premain(@Nullable String arguments, Instrumentation given) {
        instrumentation = given;
    }

    public static void agentmain(@Nullable String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Called reflectively where the extension lives in another class loader than the agent. */
    public static @Nullable Instrumentation instrumentation() {
        return instrumentation;
    }
}
