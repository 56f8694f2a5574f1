package dev.leakcheck.internal.verdict;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Budgets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was found when a scope ended.
 *
 * @param scope the scope
 * @param budgets what it was allowed to leave
 * @param leaks the leaks of those resources whose budget was exceeded, heaviest first
 * @param notes what is worth knowing and fails nothing: parole, what could not be judged, what could not be seen
 * @param paroled at the end of a run: what was told to stop and never ended
 * @param unknownSite why a creation site may be unknown, and what would make it known
 */
public record Verdict(
        Scope scope,
        Budgets budgets,
        List<Finding> leaks,
        List<String> notes,
        List<Finding> paroled,
        String unknownSite) {

    /** Copies the lists. */
    public Verdict {
        leaks = List.copyOf(leaks);
        notes = List.copyOf(notes);
        paroled = List.copyOf(paroled);
    }

    /** Whether nothing was left that must not be. */
    public boolean isClean() {
        return leaks.isEmpty();
    }

    /** The same with these leaks only. */
    public Verdict of(List<Finding> some) {
        return new Verdict(scope, budgets, some, notes, paroled, unknownSite);
    }

    /** The same with other leaks, whose amounts the budgets may allow. */
    public Verdict judgedAgain(List<Finding> others) {
        Verdict all = new Verdict(scope, budgets, others, notes, paroled, unknownSite);
        return new Verdict(
                scope,
                budgets,
                others.stream()
                        .filter(leak -> all.amount(leak.resource()) > budgets.of(leak.resource()))
                        .toList(),
                notes,
                paroled,
                unknownSite);
    }

    /** Equal leaks together, in the order of their first: of the same kind, from the same line. */
    public static List<List<Finding>> byCause(List<Finding> leaks) {
        Map<String, List<Finding>> byCause = new LinkedHashMap<>();
        for (Finding leak : leaks) {
            byCause.computeIfAbsent(leak.fingerprint() + kind(leak), ignored -> new ArrayList<>())
                    .add(leak);
        }
        return new ArrayList<>(byCause.values());
    }

    /** The first word of what it is: a selector and a socket that one line opened are not alike. */
    private static String kind(Finding leak) {
        String summary = leak.summary();
        return summary.substring(0, Math.max(0, summary.indexOf(' ')));
    }

    /** How much of a resource was left. */
    public long amount(Resource resource) {
        return leaks.stream()
                .filter(leak -> leak.resource() == resource)
                .mapToLong(Finding::amount)
                .sum();
    }
}
