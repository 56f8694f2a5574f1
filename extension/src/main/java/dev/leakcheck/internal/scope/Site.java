package dev.leakcheck.internal.scope;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Trims a stack to its creation site: frames of LeakCheck, of reflection and of whatever runs the tests go by class,
 * never by count; JDK frames are folded away as long as a frame of user code remains.
 */
public final class Site {

    private static final List<String> OWN = List.of("dev.leakcheck.internal.", "dev.leakcheck.bootstrap.");
    private static final Set<String> OWN_TYPES =
            Set.of("dev.leakcheck.LeakCheckExtension", "dev.leakcheck.LeakScope", "java.util.function.LeakCheckHooks");

    private static final List<String> RUNNERS = List.of(
            "org.junit.",
            "junit.",
            "org.apache.maven.surefire.",
            "org.gradle.",
            "worker.org.gradle.",
            "com.intellij.rt.",
            "com.intellij.junit",
            "org.eclipse.jdt.internal.junit",
            "org.testng.",
            "org.opentest4j.",
            "org.assertj.core.");

    /** Below the first frame of these a stack is no longer the test's. */
    private static final List<String> ENGINES = List.of(
            "org.junit.platform.",
            "org.junit.jupiter.engine.",
            "org.junit.vintage.",
            "org.junit.runner",
            "org.apache.maven.surefire.",
            "org.gradle.");

    private static final List<String> REFLECTION =
            List.of("sun.reflect.", "jdk.internal.reflect.", "java.lang.reflect.", "java.lang.invoke.");

    private static final List<String> JDK =
            List.of("java.", "javax.", "jdk.", "sun.", "com.sun.", "java.base/", "org.ietf.jgss.", "org.w3c.dom.");

    /** What calls a method that was handed over as a task. */
    private static final List<String> TASKS = List.of(
            "java.util.concurrent.FutureTask",
            "java.util.concurrent.ForkJoinTask",
            "java.util.concurrent.CompletableFuture$");

    private static final int FRAMES_WITHOUT_USER_CODE = 4;

    private Site() {}

    /** The frames of user code and libraries, innermost first; of the JDK if there are no others. */
    public static List<StackTraceElement> trim(StackTraceElement[] stack) {
        List<StackTraceElement> site = new ArrayList<>();
        List<StackTraceElement> jdk = new ArrayList<>();
        for (StackTraceElement frame : stack) {
            if (isEngine(frame)) {
                break;
            }
            if (!isRunner(frame) && !isOwn(frame) && !isHidden(frame)) {
                (isJdk(frame) ? jdk : site).add(frame);
            }
        }
        return site.isEmpty() ? jdk : site;
    }

    /** Where a thread stands now: the JDK method it is in, then user code; the innermost few frames if there is none. */
    public static List<StackTraceElement> standing(StackTraceElement[] stack) {
        List<StackTraceElement> frames = Arrays.asList(stack);
        List<StackTraceElement> user = trim(stack);
        if (user.isEmpty() || isJdk(user.get(0))) {
            return frames.subList(0, Math.min(FRAMES_WITHOUT_USER_CODE, frames.size()));
        }
        List<StackTraceElement> standing = new ArrayList<>();
        StackTraceElement api = api(frames);
        if (api != null) {
            standing.add(api);
        }
        standing.addAll(user);
        return standing;
    }

    /** The JDK method that user code called to create it, or handed to a pool as a task; null if there is none. */
    public static @Nullable StackTraceElement api(List<StackTraceElement> stack) {
        StackTraceElement last = null;
        StackTraceElement ofTask = null;
        for (StackTraceElement frame : stack) {
            if (isOwn(frame)) {
                continue;
            }
            if (!isJdk(frame)) {
                return last;
            }
            if (ofTask == null && runsTasks(frame)) {
                ofTask = last;
            }
            last = frame;
        }
        return ofTask == null ? last : ofTask;
    }

    /** The frames of a stack above what runs the innermost task; all if it runs none. */
    static StackTraceElement[] ofTask(StackTraceElement[] stack) {
        for (int i = 0; i < stack.length; i++) {
            if (runsTasks(stack[i])) {
                return Arrays.copyOf(stack, i);
            }
        }
        return stack;
    }

    private static boolean runsTasks(StackTraceElement frame) {
        return startsWithAny(frame.getClassName(), TASKS);
    }

    /** The frame above a frame of a stack, but for reflection and what the JVM made up; null if there is none. */
    static @Nullable StackTraceElement calledBy(StackTraceElement caller, StackTraceElement[] stack) {
        StackTraceElement called = null;
        for (StackTraceElement frame : stack) {
            if (frame.equals(caller)) {
                return called;
            }
            if (!isOwn(frame) && !isReflection(frame) && !isHidden(frame)) {
                called = frame;
            }
        }
        return null;
    }

    /** Whether the frame belongs to what runs the tests, the reflection by which it does so included. */
    public static boolean isRunner(StackTraceElement frame) {
        return startsWithAny(frame.getClassName(), RUNNERS) || isReflection(frame);
    }

    /** Whether the frame belongs to an engine or launcher: below it a stack is no longer the test's. */
    public static boolean isEngine(StackTraceElement frame) {
        return startsWithAny(frame.getClassName(), ENGINES);
    }

    /** Whether the frame is the reflection that an engine calls tests by, as extensions and tests may, too. */
    static boolean isReflectionOfEngine(StackTraceElement frame) {
        return frame.getClassName().startsWith("org.junit.platform.commons.");
    }

    /**
     * Whether a frame of an engine calls the code of a test class, and not an extension.
     *
     * @param reflectively whether it does so by {@linkplain #isReflectionOfEngine its reflection}; the engine's stores of
     *     extensions, whatever their names, make what these ask them for in the same way
     */
    static boolean callsTestCode(StackTraceElement engine, boolean reflectively) {
        String name = engine.getClassName();
        return reflectively && !name.contains("Store") || name.contains("Dynamic") || name.contains("TestFactory");
    }

    /** Whether the frame is a reflective call, by whomever. */
    public static boolean isReflection(StackTraceElement frame) {
        return startsWithAny(frame.getClassName(), REFLECTION);
    }

    /** Whether the frame belongs to LeakCheck. */
    public static boolean isOwn(StackTraceElement frame) {
        return OWN_TYPES.contains(frame.getClassName()) || startsWithAny(frame.getClassName(), OWN);
    }

    /** Whether the frame is one that the JVM made up, such as the class of a lambda. */
    private static boolean isHidden(StackTraceElement frame) {
        return frame.getFileName() == null && frame.getClassName().contains("$$Lambda");
    }

    /** Whether the frame belongs to the JDK: told by module where there is one. */
    public static boolean isJdk(StackTraceElement frame) {
        String module = frame.getModuleName();
        if (module != null) {
            return module.startsWith("java.") || module.startsWith("jdk.");
        }
        // Hidden and generated classes of the JDK have no module in a trace.
        return frame.getClassLoaderName() == null && startsWithAny(frame.getClassName(), JDK);
    }

    private static boolean startsWithAny(String name, List<String> prefixes) {
        for (String prefix : prefixes) {
            if (name.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
