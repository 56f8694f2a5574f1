package dev.leakcheck.internal.heap;

import dev.leakcheck.internal.agent.Modules;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The two diagnostic commands of HotSpot that we use. */
final class DiagnosticCommands {

    private static final String[] NO_ARGUMENTS = {};

    private DiagnosticCommands() {}

    /** Returns the class histogram of what is live, or an empty string where there is no such command. */
    static String classHistogram() {
        return invoke("GC.class_histogram", "gcClassHistogram", new Object[] {NO_ARGUMENTS}, new String[] {
            String[].class.getName()
        });
    }

    /** Collects even under -XX:+DisableExplicitGC, save on Shenandoah. */
    static void runGc() {
        invoke("GC.run", "gcRun", NO_ARGUMENTS, NO_ARGUMENTS);
    }

    /** Both collect. */
    private static String invoke(String command, String operation, Object[] arguments, String[] signature) {
        HeapSize.keep();
        try {
            return invoked(command, operation, arguments, signature);
        } finally {
            HeapSize.release();
        }
    }

    private static String invoked(String command, String operation, Object[] arguments, String[] signature) {
        try {
            if (Direct.EXECUTE != null) {
                return String.valueOf(Direct.EXECUTE.invoke(Direct.COMMANDS, command));
            }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unavailable) {
            // Perhaps the bean can.
        }
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("com.sun.management:type=DiagnosticCommand");
            return String.valueOf(server.invoke(name, operation, arguments, signature));
        } catch (JMException | LinkageError | RuntimeException unavailable) {
            return "";
        }
    }

    /**
     * What the bean itself calls, if the agent opens it: the first use of a bean makes the JVM register all the others,
     * which takes up to 0.4 s of CPU.
     */
    private static final class Direct {
        static final @Nullable Object COMMANDS;
        static final @Nullable Method EXECUTE;

        static {
            Object commands = null;
            Method execute = null;
            try {
                // Loads the library that has the native code.
                ManagementFactory.getThreadMXBean();
                Class<?> type = Class.forName("com.sun.management.internal.DiagnosticCommandImpl");
                commands = Modules.accessible(type.getDeclaredMethod("getDiagnosticCommandMBean"))
                        .invoke(null);
                execute = Modules.accessible(type.getDeclaredMethod("executeDiagnosticCommand", String.class));
            } catch (ReflectiveOperationException | InaccessibleObjectException | LinkageError unknownJvm) {
                execute = null;
            }
            COMMANDS = commands;
            EXECUTE = commands == null ? null : execute;
        }

        private Direct() {}
    }
}
