package dev.leakcheck.internal.rest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the name of a native thread says, of which the kernel keeps 15 bytes. */
public final class NativeName {

    private static final int LONGEST = 15;

    /**
     * Of the JVM, and busy now and then, whatever happens. What a thread waits for when it waits for one of these stops
     * the calling thread as well. Of the flight recorder's those alone that run no code of the user's: its periodic tasks
     * and streams of events call what they are given.
     */
    private static final Pattern TICKING = Pattern.compile(
            "VM Thread|VM Periodic Tas.*|Service Thread|Notification Th.*|G1 Service|Monitor Deflati.*|Sweeper thread|"
                    + "JFR (Recorder|Sampler|Thread Samp).*|"
                    + "Shenandoah (Cont|Unco).*|[XZ](Director|Stat|Uncommitter).*");

    /** The same, unless methods are not called before they are compiled. */
    private static final Pattern COMPILING = Pattern.compile("C[12] CompilerThre.*");

    /** Of the JVM, and busy when it collects garbage, for which a thread may wait; when they wake by time it is for nothing. */
    private static final Pattern COLLECTING =
            Pattern.compile("GC Thread#.*|G1 (Conc|Main|Refine).*|Shenandoah GC.*|[XZ](Driver|Unmapper|Worker).*|"
                    + "RuntimeWorker#.*");

    /** Talks to Maven at intervals. */
    private static final Pattern OF_THE_BUILD = Pattern.compile("surefire-forked.*");

    private static final boolean IN_BACKGROUND = !isTold("-Xbatch|-Xcomp|-XX:-BackgroundCompilation");

    private NativeName() {}

    /** What the kernel keeps of a thread's name, a character for each byte. */
    public static String of(String name) {
        byte[] whole = name.getBytes(StandardCharsets.UTF_8);
        return new String(whole, 0, Math.min(whole.length, LONGEST), StandardCharsets.ISO_8859_1);
    }

    /** Whether nothing that a test left depends on such a thread, be it awake or not. */
    static boolean isApart(String name) {
        return IN_BACKGROUND && COMPILING.matcher(name).matches()
                || TICKING.matcher(name).matches()
                || OF_THE_BUILD.matcher(name).matches();
    }

    /** Whether such a thread does nothing for anybody when it wakes because its time is up. */
    static boolean sleepsUntilCalled(String name) {
        return COLLECTING.matcher(name).matches();
    }

    /** Whether the JVM was started with such an option: asking the JVM itself would load all of JMX. */
    private static boolean isTold(String options) {
        StringBuilder told = new StringBuilder();
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
            String value = System.getenv(variable);
            told.append(value == null ? "" : value).append(' ');
        }
        try {
            told.append(Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.ISO_8859_1));
        } catch (IOException unknown) {
            return true;
        }
        return Pattern.compile(options).matcher(told).find();
    }
}
