package dev.leakcheck.examples;

import dev.leakcheck.LeakAssertionError;
import java.util.ArrayList;
import java.util.List;

/** Runs each demo and its repaired twin, prints the failures as a user sees them, and then what became of each. */
final class ShowLeaks {

    private static final String ROW = "%-48s | %-11s | %s%n";

    private record Row(String scenario, String verdict, String site, boolean expected) {}

    private ShowLeaks() {}

    /** Runs the scenarios of these names, or all if there are none. */
    public static void main(String[] names) {
        List<Row> rows = new ArrayList<>();
        for (Scenario scenario : Scenario.values()) {
            if (names.length > 0 && !List.of(names).contains(scenario.slug())) {
                continue;
            }
            if (scenario.obstacle().isPresent()) {
                rows.add(new Row(
                        scenario.toString(), "skipped", scenario.obstacle().get(), true));
            } else {
                rows.add(leaking(scenario));
                rows.add(repaired(scenario));
            }
        }
        System.out.printf(ROW, "scenario", "verdict", "site");
        System.out.printf(ROW, "-".repeat(48), "-".repeat(11), "-".repeat(50));
        rows.forEach(row -> System.out.printf(ROW, row.scenario(), row.verdict(), row.site()));
        System.exit(rows.stream().allMatch(Row::expected) ? 0 : 1); // what leaked must not hold the JVM
    }

    private static Row leaking(Scenario scenario) {
        List<Demo.Result> results = show(scenario.leakingTest());
        List<Throwable> failures =
                results.stream().flatMap(result -> result.failure().stream()).toList();
        return failures.size() == 1 && failures.get(0) instanceof LeakAssertionError failure
                ? new Row(scenario.toString(), "LEAK caught", Scenario.site(failure), scenario.isBlamed(failure))
                : new Row(scenario.toString(), verdict(results), "", false);
    }

    private static Row repaired(Scenario scenario) {
        List<Demo.Result> results = show(scenario.repairedTest());
        String verdict = verdict(results);
        return new Row(scenario + ", repaired", verdict, "", verdict.equals("clean"));
    }

    private static String verdict(List<Demo.Result> results) {
        boolean failed = results.stream().anyMatch(result -> result.failure().isPresent());
        return results.isEmpty() ? "NOT RUN" : failed ? "FAILED" : "clean";
    }

    private static List<Demo.Result> show(String testClass) {
        List<Demo.Result> results = Demo.run(testClass);
        for (Demo.Result result : results) {
            result.failure().ifPresent(failure -> {
                System.out.println(testClass + " > " + result.name() + " FAILED");
                System.out.println(failure);
                System.out.println();
            });
        }
        return results;
    }
}
