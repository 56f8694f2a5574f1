package dev.leakcheck.internal.config;

import dev.leakcheck.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What holds for the whole run; read once, immutable.
 *
 * @param mode what a leak does
 * @param settle how long to wait while there is a suspect
 * @param agent whether creation sites are wanted
 * @param runMode what is left at the end of the run does
 * @param reportDir where to write the report, empty to choose
 * @param freeze the file of accepted leaks, empty for none
 * @param heapDump which heap dumps are kept
 * @param heapQuota what measurements of the heap may take in all that find nothing; empty for the defaults
 * @param heapSites how to find out where the growth of the heap was allocated
 * @param budgets the defaults with what the configuration sets
 * @param ignores accepted leaks
 * @param checksAll whether every test class is checked, asked for or not
 */
public record Configuration(
        Mode mode,
        Duration settle,
        AgentMode agent,
        RunMode runMode,
        Optional<Path> reportDir,
        Optional<Path> freeze,
        HeapDump heapDump,
        Optional<Duration> heapQuota,
        HeapSites heapSites,
        Budgets budgets,
        List<IgnoreRule> ignores,
        boolean checksAll) {

    /** What a leak does. */
    public enum Mode {
        FAIL,
        REPORT,
        OFF
    }

    /** What is left at the end of the run does. */
    public enum RunMode {
        LIST,
        FAIL
    }

    /** Which heap dumps are kept: they hold what secrets the tests hold. */
    public enum HeapDump {
        NEVER,
        ON_FAILURE
    }

    /** How to find out where the growth of the heap was allocated. */
    public enum HeapSites {
        OFF,
        JFR
    }

    /** Whether creation sites are wanted. */
    public enum AgentMode {
        AUTO,
        OFF,
        REQUIRED
    }

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s)?");

    /** All defaults. */
    public static Configuration defaults() {
        return read(key -> Optional.empty());
    }

    /**
     * Reads the configuration.
     *
     * @throws BadConfigurationException if a value means nothing
     */
    public static Configuration read(Function<String, Optional<String>> parameters) {
        return new Configuration(
                choice(parameters, ConfigurationKeys.MODE, Mode.FAIL),
                duration(parameters, ConfigurationKeys.SETTLE).orElse(Duration.ofMillis(500)),
                choice(parameters, ConfigurationKeys.AGENT, AgentMode.AUTO),
                choice(parameters, ConfigurationKeys.RUN, RunMode.LIST),
                path(parameters, ConfigurationKeys.REPORT_DIR),
                path(parameters, ConfigurationKeys.FREEZE),
                choice(parameters, ConfigurationKeys.HEAP_DUMP, HeapDump.NEVER),
                duration(parameters, ConfigurationKeys.HEAP_QUOTA),
                choice(parameters, ConfigurationKeys.HEAP_SITES, HeapSites.OFF),
                budgets(parameters),
                ignores(parameters),
                parameters
                        .apply(ConfigurationKeys.AUTODETECTION)
                        .filter(Boolean::parseBoolean)
                        .isPresent());
    }

    private static <E extends Enum<E>> E choice(
            Function<String, Optional<String>> parameters, String key, E defaultChoice) {
        Optional<String> text = parameters.apply(key);
        if (text.isEmpty()) {
            return defaultChoice;
        }
        E[] choices = defaultChoice.getDeclaringClass().getEnumConstants();
        for (E choice : choices) {
            if (text(choice).equalsIgnoreCase(text.get().trim())) {
                return choice;
            }
        }
        throw bad(
                key,
                text.get(),
                "Allowed are "
                        + String.join(
                                ", ",
                                Arrays.stream(choices).map(Configuration::text).toList()));
    }

    private static String text(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Duration> duration(Function<String, Optional<String>> parameters, String key) {
        return parameters.apply(key).map(text -> duration(key, text));
    }

    private static Duration duration(String key, String text) {
        Matcher matcher = DURATION.matcher(text.trim());
        if (!matcher.matches()) {
            throw bad(key, text, "Allowed is a whole number of milliseconds or seconds such as 500ms or 2s");
        }
        long number = Long.parseLong(matcher.group(1));
        return "s".equals(matcher.group(2)) ? Duration.ofSeconds(number) : Duration.ofMillis(number);
    }

    private static Optional<Path> path(Function<String, Optional<String>> parameters, String key) {
        return parameters.apply(key).map(text -> {
            try {
                if (!text.isBlank()) {
                    return Path.of(text.trim());
                }
            } catch (java.nio.file.InvalidPathException e) {
                // Said below.
            }
            throw bad(key, text, "Allowed is the path of a file or folder");
        });
    }

    private static Budgets budgets(Function<String, Optional<String>> parameters) {
        Map<Resource, Long> limits = new EnumMap<>(Resource.class);
        for (Resource resource : Resource.values()) {
            String key = ConfigurationKeys.budget(resource);
            parameters
                    .apply(key)
                    .ifPresent(text -> limits.put(resource, budget(Budgets.isMemory(resource), key, text)));
        }
        Budgets budgets = Budgets.defaults().with(limits);
        for (Measure measure : Measure.values()) {
            String key = ConfigurationKeys.budget(measure.attribute());
            Optional<String> text = parameters.apply(key);
            if (text.isPresent()) {
                budgets = budgets.with(measure, budget(measure.isMemory(), key, text.get()));
            }
        }
        return budgets;
    }

    private static long budget(boolean memory, String key, String text) {
        return memory ? Sizes.parse(text, "Configuration parameter '" + key + "'") : count(key, text);
    }

    private static long count(String key, String text) {
        if (text.trim().equalsIgnoreCase("unlimited")) {
            return Budgets.UNLIMITED;
        }
        if (text.trim().matches("\\d{1,9}")) {
            return Long.parseLong(text.trim());
        }
        throw bad(key, text, "Allowed are a whole number from 0 and \"unlimited\"");
    }

    private static List<IgnoreRule> ignores(Function<String, Optional<String>> parameters) {
        List<IgnoreRule> rules = new ArrayList<>();
        ignore(parameters, ConfigurationKeys.IGNORE_THREADS, "a regular expression for the whole name of a thread")
                .ifPresent(text -> rules.add(rule(text, "", "", ConfigurationKeys.IGNORE_THREADS)));
        ignore(parameters, ConfigurationKeys.IGNORE_FILES, "a glob for the path of a file such as **/*.log")
                .ifPresent(text -> rules.add(rule("", text, "", ConfigurationKeys.IGNORE_FILES)));
        ignore(parameters, ConfigurationKeys.IGNORE_CREATED_BY, "the beginning of a class name such as com.acme.")
                .ifPresent(text -> rules.add(rule("", "", text, ConfigurationKeys.IGNORE_CREATED_BY)));
        return List.copyOf(rules);
    }

    private static Optional<String> ignore(Function<String, Optional<String>> parameters, String key, String allowed) {
        Optional<String> text = parameters.apply(key);
        text.filter(String::isBlank).ifPresent(blank -> {
            throw bad(key, blank, "Allowed is " + allowed);
        });
        return text;
    }

    private static IgnoreRule rule(String threads, String files, String createdBy, String key) {
        String place = "Configuration parameter '" + key + "'";
        return IgnoreRule.of(threads, files, createdBy, place, place);
    }

    private static BadConfigurationException bad(String key, String text, String allowed) {
        return new BadConfigurationException(
                "Configuration parameter '" + key + "': '" + text + "' means nothing. " + allowed);
    }
}
