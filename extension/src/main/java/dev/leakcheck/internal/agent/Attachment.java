package dev.leakcheck.internal.agent;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;

/** Gets hold of the JVM's Instrumentation: the {@code -javaagent}'s, or by attaching to this very JVM. */
final class Attachment {

    /** Attaching by another JVM takes half a second; a loaded machine may need a few. Tests must start in any case. */
    private static final long PATIENCE_MILLIS = 20_000;

    private Attachment() {}

    /** Thrown with the reason and the switch that helps. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        private final String remedy;

        Refused(String problem, String remedy) {
            super(problem);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }

    static Instrumentation get() throws Refused {
        Instrumentation given = given();
        if (given == null) {
            refuseWhatCannotWork();
            given = attach();
        }
        if (!given.isRetransformClassesSupported()) {
            throw new Refused("this JVM does not retransform classes", javaAgentRemedy());
        }
        return given;
    }

    /** What {@code -javaagent} left, perhaps in the system class loader's copy of the agent class. */
    static @Nullable Instrumentation given() {
        Instrumentation own = LeakCheckAgent.instrumentation();
        if (own != null) {
            return own;
        }
        Instrumentation found = heldBy(LeakCheckAgent.class.getName(), "instrumentation");
        if (found == null) {
            // What other agents were given serves as well, and spares attaching. Pieced together, since relocation
            // would
            // take the first name for our own copy's.
            found = heldBy("net.bytebuddy".concat(".agent.Installer"), "getInstrumentation");
        }
        return found == null ? heldBy("org.mockito.internal.PremainAttach", "getInstrumentation") : found;
    }

    private static @Nullable Instrumentation heldBy(String className, String getter) {
        try {
            Class<?> holder = ClassLoader.getSystemClassLoader().loadClass(className);
            Instrumentation held = (Instrumentation) holder.getMethod(getter).invoke(null);
            return held != null && held.isRetransformClassesSupported() ? held : null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError notThere) {
            return null;
        }
    }

    static String javaAgentRemedy() {
        String jar = ownJar();
        return "start the test JVM with -javaagent:" + (jar == null ? "<path of leakcheck.jar>" : jar);
    }

    /** Trying regardless would make the JVM dump all its threads (no attach mechanism) or end it (-Xrs). */
    private static void refuseWhatCannotWork() throws Refused {
        if (isSet("DisableAttachMechanism", false)) {
            throw new Refused("the JVM runs with -XX:+DisableAttachMechanism", javaAgentRemedy());
        }
        if (isSet("ReduceSignalUsage", false)) {
            throw new Refused("the JVM runs with -Xrs, so that nothing can attach to it", javaAgentRemedy());
        }
        if (!isSet("EnableDynamicAgentLoading", true)) {
            throw new Refused(
                    "the JVM runs with -XX:-EnableDynamicAgentLoading",
                    "-XX:+EnableDynamicAgentLoading, or " + javaAgentRemedy());
        }
        if (ModuleLayer.boot().findModule("java.instrument").isEmpty()) {
            throw new Refused("the JVM runs without the module java.instrument", "--add-modules java.instrument");
        }
    }

    private static boolean isSet(String option, boolean otherwise) {
        try {
            HotSpotDiagnosticMXBean flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return flags == null
                    ? otherwise
                    : Boolean.parseBoolean(flags.getVMOption(option).getValue());
        } catch (RuntimeException | LinkageError unknown) {
            return otherwise; // Not HotSpot, or an older one without the option.
        }
    }

    /** On a thread of its own, because attaching waits for a helper JVM without a time limit. */
    private static Instrumentation attach() throws Refused {
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread attaching = new Thread(
                null,
                () -> {
                    try {
                        outcome.set(install());
                    } catch (Throwable failure) {
                        outcome.set(failure);
                    }
                },
                "LeakCheck attach",
                0,
                false);
        attaching.setDaemon(true);
        attaching.start();
        await(attaching);
        Object result = outcome.get();
        if (result instanceof Instrumentation instrumentation) {
            return instrumentation;
        }
        String why = result instanceof Throwable failure ? rootMessage(failure) : "no answer in time";
        throw new Refused("attaching to the own JVM failed: " + why, javaAgentRemedy());
    }

    private static Instrumentation install() {
        // Where its flags cannot be asked, the JVM may have been told not to be attached to: then it prints its
        // threads.
        if (OwnSocket.isLikely() && isSet("EnableDynamicAgentLoading", false)) {
            try {
                Instrumentation own = bringOwnJar();
                return own == null ? ByteBuddyAgent.install(OwnSocket.PROVIDER) : own;
            } catch (IOException | RuntimeException | LinkageError tooUnlike) {
                // Then by the way that always works.
            }
        }
        return ByteBuddyAgent.install();
    }

    /**
     * The JVM adds an agent's jar to its class path. Where LeakCheck comes from there anyway, that changes nothing, and
     * spares writing another jar, which takes longer than all the rest of attaching.
     */
    private static @Nullable Instrumentation bringOwnJar() throws IOException {
        String jar = ownJar();
        if (jar == null
                || jar.indexOf('=') >= 0 // After which the agent's argument would begin.
                || LeakCheckAgent.class.getClassLoader() != ClassLoader.getSystemClassLoader()) {
            return null;
        }
        OwnSocket.attach(Long.toString(ProcessHandle.current().pid())).loadAgent(jar, null);
        return LeakCheckAgent.instrumentation();
    }

    /** Also if the caller is interrupted, which is meant for something else: an attachment is tried once. */
    private static void await(Thread attaching) {
        boolean interrupted = false;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        long left = PATIENCE_MILLIS;
        while (left > 0 && attaching.isAlive()) {
            try {
                attaching.join(left);
            } catch (InterruptedException later) {
                interrupted = true;
            }
            left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return String.valueOf(root);
    }

    private static @Nullable String ownJar() {
        try {
            CodeSource source = Attachment.class.getProtectionDomain().getCodeSource();
            String path = Path.of(source.getLocation().toURI()).toString();
            return path.endsWith(".jar") ? path : null;
        } catch (URISyntaxException | RuntimeException unknown) {
            return null;
        }
    }
}
