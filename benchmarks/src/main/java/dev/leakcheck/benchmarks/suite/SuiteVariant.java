package dev.leakcheck.benchmarks.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** How the suite is run. */
enum SuiteVariant {
    /** LeakCheck is on the class path, JUnit does not know. */
    ABSENT("no LeakCheck"),
    /** All resources, reporting only; the agent attaches itself. */
    ON("all resources"),
    /** As {@link #ON}, with the agent on the command line. */
    JAVA_AGENT("all resources, `-javaagent:`"),
    /** As {@link #ON}, with JFR's samples of allocations. */
    SITES("all resources, `leakcheck.heap.sites=jfr`"),
    /** All resources but the heap: what is left is the heap's. */
    NO_HEAP("all but the heap");

    private final String title;

    SuiteVariant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** Those asked for by {@code suite.variants}, every other round the other way round: what drifts hits all alike. */
    static List<SuiteVariant> inRound(int round) {
        List<SuiteVariant> variants = new ArrayList<>(
                Stream.of(System.getProperty("suite.variants", "ABSENT,ON").split(","))
                        .map(SuiteVariant::valueOf)
                        .toList());
        if (round % 2 == 1) {
            Collections.reverse(variants);
        }
        return variants;
    }

    List<String> arguments(Path jar) {
        List<String> arguments = new ArrayList<>();
        if (this != ABSENT) {
            arguments.add("-Djunit.jupiter.extensions.autodetection.enabled=true");
            arguments.add("-Dleakcheck.mode=report");
        }
        switch (this) {
            case JAVA_AGENT -> arguments.add("-javaagent:" + jar);
            case SITES -> arguments.add("-Dleakcheck.heap.sites=jfr");
            case NO_HEAP -> arguments.add("-Dleakcheck.budget.heap=unlimited");
            default -> {}
        }
        return arguments;
    }
}
