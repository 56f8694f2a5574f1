package dev.leakcheck.internal.report;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Budgets;
import dev.leakcheck.internal.config.Measure;
import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run comes to, in a few figures. */
public final class Summary {

    private final Map<Resource, Long> leaked = new EnumMap<>(Resource.class);
    /** How many scopes exceeded each budget of what is no leak. */
    private final Map<Measure, Long> exceeded = new EnumMap<>(Measure.class);

    private List<String> staleIgnores = List.of();
    private int tests;
    private int leaking;
    private int leftByRun;
    private long spentMillis;

    /** Counts a scope that was judged. */
    public synchronized void judged(Scope scope) {
        if (scope.kind() == Scope.Kind.TEST) {
            tests++;
        }
    }

    /** Counts what a scope leaked. */
    public synchronized void leaked(Verdict verdict) {
        Set<Measure> measures = EnumSet.noneOf(Measure.class);
        boolean leaks = false;
        for (Finding leak : verdict.leaks()) {
            Measure measure = leak.measure();
            if (measure == null) {
                leaked.merge(leak.resource(), leak.amount(), Long::sum);
                leaks = true;
            } else {
                measures.add(measure);
            }
        }
        leaking += leaks ? 1 : 0;
        measures.forEach(measure -> exceeded.merge(measure, 1L, Long::sum));
    }

    /** Adds what is known at the end only. */
    public synchronized void runEnded(int left, List<String> stale, long spentNanos) {
        leftByRun = left;
        staleIgnores = List.copyOf(stale);
        spentMillis = spentNanos / 1_000_000;
    }

    /** Whether it is worth a line on the console. */
    synchronized boolean isWorthSaying() {
        return leaking > 0 || !exceeded.isEmpty() || !staleIgnores.isEmpty();
    }

    /** The lines for the console. */
    synchronized List<String> lines() {
        List<String> lines = new ArrayList<>();
        String found = leaked.isEmpty()
                ? ""
                : "; leaks: "
                        + leaked.entrySet().stream()
                                .map(entry -> name(entry.getKey()) + " " + amount(entry.getKey(), entry.getValue()))
                                .collect(Collectors.joining(", "));
        lines.add("Summary: " + tests + (tests == 1 ? " test" : " tests") + " checked, " + leaking
                + (leaking == 1 ? " scope" : " scopes") + " leaked" + found + budgetsExceeded()
                + (leftByRun == 0 ? "" : "; left by the run: " + leftByRun) + "; " + spentMillis + " ms spent");
        staleIgnores.forEach(stale -> lines.add("Stale, accepted nothing in this run: " + stale));
        return lines;
    }

    private String budgetsExceeded() {
        return exceeded.isEmpty()
                ? ""
                : exceeded.entrySet().stream()
                        .map(entry -> entry.getKey().attribute() + " " + entry.getValue())
                        .collect(Collectors.joining(", ", "; scopes beyond their budget: ", ""));
    }

    /**
     * The same for machines.
     *
     * @param earlier what the runs before this one in the same JVM came to, to which it is added: some builds have each
     *     test class run for itself
     * @param types the test classes that it covers
     * @param began when the run began, in milliseconds
     * @param builder the process that the build runs in, 0 if it is not known
     */
    synchronized String json(Map<String, Object> earlier, String project, Set<String> types, long began, long builder) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("project", project);
        fields.put("tests", sum(earlier, "tests", tests));
        fields.put("leaking", sum(earlier, "leaking", leaking));
        for (Resource resource : Resource.values()) {
            putIfAny(fields, resource.name(), sum(earlier, resource.name(), leaked.getOrDefault(resource, 0L)));
        }
        for (Measure measure : Measure.values()) {
            String attribute = measure.attribute();
            putIfAny(fields, attribute, sum(earlier, attribute, exceeded.getOrDefault(measure, 0L)));
        }
        fields.put("leftByRun", sum(earlier, "leftByRun", leftByRun));
        // What accepted something in one of them is not stale.
        List<?> staleBefore = earlier.isEmpty() ? staleIgnores : list(earlier, "staleIgnores");
        fields.put(
                "staleIgnores",
                staleIgnores.stream().filter(staleBefore::contains).toList());
        fields.put("spentMillis", sum(earlier, "spentMillis", spentMillis));
        fields.put("began", earlier.get("began") instanceof Long before ? Math.min(before, began) : began);
        fields.put("ended", System.currentTimeMillis());
        fields.put("builder", builder);
        fields.put(
                "classes",
                Stream.concat(list(earlier, "classes").stream().map(String::valueOf), types.stream())
                        .distinct()
                        .sorted()
                        .toList());
        return Json.object(fields);
    }

    private static long sum(Map<String, Object> earlier, String field, long now) {
        return now + (earlier.get(field) instanceof Long before ? before : 0);
    }

    private static List<?> list(Map<String, Object> earlier, String field) {
        return earlier.get(field) instanceof List<?> list ? list : List.of();
    }

    private static void putIfAny(Map<String, Object> fields, String field, long amount) {
        if (amount != 0) {
            fields.put(field, amount);
        }
    }

    private static String name(Resource resource) {
        return resource.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String amount(Resource resource, long amount) {
        return Budgets.isMemory(resource) ? Sizes.format(amount) : String.valueOf(amount);
    }
}
