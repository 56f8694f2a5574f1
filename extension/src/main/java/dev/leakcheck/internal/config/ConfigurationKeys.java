package dev.leakcheck.internal.config;

import dev.leakcheck.Resource;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The configuration parameters, each written once. */
public final class ConfigurationKeys {

    /** What all keys begin with. */
    public static final String PREFIX = "leakcheck.";

    public static final String MODE = PREFIX + "mode";
    public static final String SETTLE = PREFIX + "settle";
    public static final String AGENT = PREFIX + "agent";
    public static final String REPORT_DIR = PREFIX + "report.dir";
    public static final String RUN = PREFIX + "run";
    public static final String HEAP_DUMP = PREFIX + "heap.dump";
    public static final String HEAP_QUOTA = PREFIX + "heap.quota";
    public static final String HEAP_SITES = PREFIX + "heap.sites";
    public static final String FREEZE = PREFIX + "freeze";
    public static final String IGNORE_THREADS = PREFIX + "ignore.threads";
    public static final String IGNORE_FILES = PREFIX + "ignore.files";
    public static final String IGNORE_CREATED_BY = PREFIX + "ignore.createdBy";

    /** JUnit's own: every test class is checked, asked for or not. */
    static final String AUTODETECTION = "junit.jupiter.extensions.autodetection.enabled";

    private static final String BUDGET = PREFIX + "budget.";

    private ConfigurationKeys() {}

    /** The key of a resource's budget. */
    public static String budget(Resource resource) {
        return budget(Budgets.attribute(resource));
    }

    /** The key of a budget that {@code @LeakBudget} calls so. */
    public static String budget(String attribute) {
        return BUDGET + attribute;
    }

    /** All keys there are. */
    public static Set<String> all() {
        return Stream.concat(
                        Stream.of(
                                MODE,
                                SETTLE,
                                AGENT,
                                REPORT_DIR,
                                RUN,
                                FREEZE,
                                HEAP_DUMP,
                                HEAP_QUOTA,
                                HEAP_SITES,
                                IGNORE_THREADS,
                                IGNORE_FILES,
                                IGNORE_CREATED_BY),
                        Stream.concat(
                                Stream.of(Resource.values()).map(ConfigurationKeys::budget),
                                Stream.of(Measure.values()).map(measure -> budget(measure.attribute()))))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Refuses keys that look like ours and are not: a misspelt key would weaken the gate in silence.
     *
     * @throws BadConfigurationException naming the first one, the nearest known key and all that are allowed
     */
    public static void refuseUnknown(Collection<String> present) {
        Set<String> known = all();
        for (String key : new TreeSet<>(present)) {
            if (key.startsWith(PREFIX) && !known.contains(key)) {
                throw new BadConfigurationException("Unknown configuration parameter '" + key + "'"
                        + Nearest.to(key, known)
                                .map(nearest -> ": did you mean '" + nearest + "'?")
                                .orElse(".")
                        + " Allowed are " + String.join(", ", known));
            }
        }
    }
}
