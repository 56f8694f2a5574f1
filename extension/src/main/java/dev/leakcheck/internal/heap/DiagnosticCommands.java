package dev.leakcheck.internal.heap;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The two diagnostic commands of HotSpot that we use, through its MBean. */
final class DiagnosticCommands {

    private static final String[] NO_ARGUMENTS = {};

    private DiagnosticCommands() {}

    /** Returns the class histogram of what is live, or an empty string where there is no such command. */
    static String classHistogram() {
        return invoke("gcClassHistogram", new Object[] {NO_ARGUMENTS}, new String[] {String[].class.getName()});
    }

    /** Collects even under -XX:+DisableExplicitGC, save on Shenandoah. */
    static void runGc() {
        invoke("gcRun", NO_ARGUMENTS, NO_ARGUMENTS);
    }

    private static String invoke(String command, Object[] arguments, String[] signature) {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = new ObjectName("com.sun.management:type=DiagnosticCommand");
            return String.valueOf(server.invoke(name, command, arguments, signature));
        } catch (JMException | LinkageError | RuntimeException unavailable) {
            return "";
        }
    }
}
