package dev.leakcheck.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** How the suite is run. */
enum Variant {
    /** LeakCheck is on the class path, JUnit does not know. */
    ABSENT,
    /** Registered, {@code leakcheck.mode=off}. */
    OFF,
    /** All resources, the agent attaches itself. */
    ON,
    /** Instead of LeakCheck: a forced garbage collection before and after each test. */
    NAIVE_GC,
    /** Registered, {@code leakcheck.agent=off}. */
    NO_AGENT,
    /** As {@link #ON}, with the agent on the command line. */
    JAVA_AGENT;

    List<String> jvmArguments(Path jar) {
        String detect = "-Djunit.jupiter.extensions.autodetection.enabled=true";
        return switch (this) {
            case ABSENT, NAIVE_GC -> List.of();
            case OFF -> List.of(detect, "-Dleakcheck.mode=off");
            case ON -> List.of(detect);
            case NO_AGENT -> List.of(detect, "-Dleakcheck.agent=off");
            case JAVA_AGENT -> List.of(detect, "-javaagent:" + jar);
        };
    }
}
