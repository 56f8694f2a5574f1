package dev.leakcheck.internal.rest;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The threads of whoever started this JVM that wait for what it sends, by a socket of theirs. */
final class BuildThreads {

    /** What Gradle, the IDEs and Surefire put into the JVM of the tests. */
    private static final List<String> PACKAGES = List.of(
            "org.gradle.",
            "worker.org.gradle.",
            "org.apache.maven.surefire.",
            "com.intellij.rt.",
            "org.eclipse.jdt.internal.junit.");

    /** Where a thread waits that reads from a socket or selects among some. */
    private static final List<String> WAITING = List.of("sun.nio.ch.", "java.net.");

    private BuildThreads() {}

    /** Their names as the kernel has them. */
    static Set<String> listening() {
        Set<String> names = new HashSet<>();
        for (Map.Entry<Thread, StackTraceElement[]> each :
                Thread.getAllStackTraces().entrySet()) {
            StackTraceElement[] stack = each.getValue();
            if (stack.length > 0 && isIn(WAITING, stack[0]) && hasPart(stack)) {
                names.add(NativeName.of(each.getKey().getName()));
            }
        }
        return Set.copyOf(names);
    }

    private static boolean hasPart(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (isIn(PACKAGES, frame)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIn(List<String> packages, StackTraceElement frame) {
        for (String each : packages) {
            if (frame.getClassName().startsWith(each)) {
                return true;
            }
        }
        return false;
    }
}
