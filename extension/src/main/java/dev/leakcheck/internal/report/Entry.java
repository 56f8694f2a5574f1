package dev.leakcheck.internal.report;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.message.Frame;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.verdict.Finding;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of the report: a leak, or several equal ones of one scope.
 *
 * @param time when it was found, in milliseconds
 * @param type the test class, empty for a block or a run
 * @param test the method, empty for a class
 * @param count how many of the same site
 * @param amount what they take of the budget in all
 * @param createdIn the test that created it, where a scope around that answers for it; else the same as {@code charge}
 */
record Entry(
        long time,
        String fate,
        String mode,
        String scope,
        String type,
        String test,
        String resource,
        String summary,
        String fingerprint,
        long count,
        long amount,
        String siteHeading,
        List<String> site,
        String owner,
        List<String> ownerSite,
        List<String> dependents,
        String remedy,
        String charge,
        String createdIn) {

    static Entry of(Scope scope, List<Finding> equal, Fate fate, String mode) {
        Finding leak = equal.get(0);
        // What a run is left with may still be a test's doing.
        Scope doer = scope.kind() == Scope.Kind.RUN ? leak.charge() : scope;
        StackTraceElement location = location(doer);
        boolean test = doer.kind() == Scope.Kind.TEST && location != null;
        return new Entry(
                System.currentTimeMillis(),
                fate.name(),
                mode,
                scope.name(),
                typeOf(doer),
                test ? location.getMethodName() : "",
                leak.resource().name(),
                leak.summary(),
                leak.fingerprint(),
                equal.size(),
                equal.stream().mapToLong(Finding::amount).sum(),
                leak.siteHeading(),
                frames(leak.site()),
                leak.ownerDescription(),
                frames(leak.ownerSite()),
                leak.dependents().stream().map(Finding::summary).toList(),
                leak.remedy(),
                leak.charge().name(),
                leak.creator().name());
    }

    /** What is under test, as far as a JVM can tell: the folder that the tests run in. */
    static String project() {
        Path folder = Path.of("").toAbsolutePath().getFileName();
        return folder == null ? "" : folder.toString();
    }

    /** The test class that a scope stands for or in; empty if none does. */
    static String typeOf(Scope scope) {
        StackTraceElement location = location(scope);
        boolean tests = scope.kind() == Scope.Kind.TEST || scope.kind() == Scope.Kind.CLASS;
        return tests && location != null ? location.getClassName() : "";
    }

    private static @Nullable StackTraceElement location(Scope scope) {
        return scope instanceof ScopeNode node ? node.location() : null;
    }

    private static List<String> frames(List<StackTraceElement> frames) {
        return frames.stream().map(Frame::text).toList();
    }

    boolean isMemory() {
        return resource.equals(Resource.HEAP.name()) || resource.equals(Resource.DIRECT_MEMORY.name());
    }

    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", time);
        fields.put("fate", fate);
        fields.put("mode", mode);
        fields.put("scope", scope);
        fields.put("class", type);
        fields.put("test", test);
        fields.put("resource", resource);
        fields.put("summary", summary);
        fields.put("fingerprint", fingerprint);
        fields.put("count", count);
        fields.put("amount", amount);
        fields.put("siteHeading", siteHeading);
        fields.put("site", site);
        fields.put("owner", owner);
        fields.put("ownerSite", ownerSite);
        fields.put("dependents", dependents);
        fields.put("remedy", remedy);
        fields.put("charge", charge);
        fields.put("createdIn", createdIn);
        fields.put("project", project());
        return Json.object(fields);
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is none, such as the torn last line of a JVM that was killed
     */
    static Entry parse(String line) {
        Map<String, Object> fields = Json.parse(line);
        return new Entry(
                number(fields, "time"),
                text(fields, "fate"),
                text(fields, "mode"),
                text(fields, "scope"),
                text(fields, "class"),
                text(fields, "test"),
                text(fields, "resource"),
                text(fields, "summary"),
                text(fields, "fingerprint"),
                number(fields, "count"),
                number(fields, "amount"),
                text(fields, "siteHeading"),
                texts(fields, "site"),
                text(fields, "owner"),
                texts(fields, "ownerSite"),
                texts(fields, "dependents"),
                text(fields, "remedy"),
                text(fields, "charge"),
                text(fields, "createdIn"));
    }

    private static long number(Map<String, Object> fields, String key) {
        return fields.get(key) instanceof Long number ? number : 0;
    }

    private static String text(Map<String, Object> fields, String key) {
        return fields.get(key) instanceof String text ? text : "";
    }

    private static List<String> texts(Map<String, Object> fields, String key) {
        return fields.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
