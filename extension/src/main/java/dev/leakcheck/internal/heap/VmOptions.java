package dev.leakcheck.internal.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/** The -XX options that this JVM runs with. */
final class VmOptions {

    private VmOptions() {}

    /** Tells whether a boolean option is on; an option that this JVM does not know is off. */
    static boolean isOn(String option) {
        return Boolean.parseBoolean(value(option, "false"));
    }

    static int number(String option, int otherwise) {
        try {
            return Integer.parseInt(value(option, ""));
        } catch (NumberFormatException unknown) {
            return otherwise;
        }
    }

    /** Changes an option that may be changed while the JVM runs; does nothing to others. */
    static void set(String option, String value) {
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).setVMOption(option, value);
        } catch (LinkageError | RuntimeException notHere) {
            // It stays as it is.
        }
    }

    static String value(String option, String otherwise) {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(option)
                    .getValue();
        } catch (LinkageError | RuntimeException unknown) {
            return otherwise;
        }
    }
}
