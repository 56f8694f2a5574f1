package dev.leakcheck.internal.verdict;

import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Budgets;
import dev.leakcheck.internal.config.Measure;
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
 * @param abandoned HTTP bodies that ended in a way worth knowing and within their budget
 * @param paroled at the end of a run: what was told to stop and never ended, together what has the same owner
 * @param atRest whether the leaks were not waited for to the end, since no thread was left that could have ended them
 */
public record Verdict(
        Scope scope,
        Budgets budgets,
        List<Finding> leaks,
        List<String> notes,
        List<Finding> abandoned,
        List<List<Finding>> paroled,
        boolean atRest) {

    /** Copies the lists. */
    public Verdict {
        leaks = List.copyOf(leaks);
        notes = List.copyOf(notes);
        abandoned = List.copyOf(abandoned);
        paroled = List.copyOf(paroled);
    }

    /** Whether nothing was left that must not be. */
    public boolean isClean() {
        return leaks.isEmpty();
    }

    /** The same with these leaks only. */
    public Verdict of(List<Finding> some) {
        return new Verdict(scope, budgets, some, notes, abandoned, paroled, atRest);
    }

    /** The same with other leaks, whose amounts the budgets may allow. */
    public Verdict judgedAgain(List<Finding> others) {
        Verdict all = new Verdict(scope, budgets, others, notes, abandoned, paroled, atRest);
        return new Verdict(
                scope,
                budgets,
                others.stream()
                        .filter(leak -> all.amount(leak) > all.budget(leak))
                        .toList(),
                notes,
                abandoned,
                paroled,
                atRest);
    }

    /** Equal leaks together, in the order of their first: of the same kind, from the same line or of the same owner. */
    public static List<List<Finding>> byCause(List<Finding> leaks) {
        Map<Object, List<Finding>> byCause = new LinkedHashMap<>();
        for (Finding leak : leaks) {
            // A fingerprint outlives edits of the file, and so knows no lines.
            byCause.computeIfAbsent(
                            List.of(
                                    leak.fingerprint(),
                                    kind(leak),
                                    leak.ownerSite().isEmpty() ? leak.site() : leak.ownerSite()),
                            ignored -> new ArrayList<>())
                    .add(leak);
        }
        return new ArrayList<>(byCause.values());
    }

    /** The first word of what it is: a selector and a socket that one line opened are not alike. */
    private static String kind(Finding leak) {
        String summary = leak.summary();
        return summary.substring(0, Math.max(0, summary.indexOf(' ')));
    }

    /** How much was left of what has the same budget as a leak. */
    public long amount(Finding like) {
        return leaks.stream()
                .filter(leak -> leak.resource() == like.resource() && leak.kind() == like.kind())
                .mapToLong(Finding::amount)
                .sum();
    }

    /** How much may be left of what a leak is. */
    public long budget(Finding like) {
        Measure measure = like.measure();
        if (measure != null) {
            return budgets.of(measure);
        }
        return like.kind() == Finding.Kind.GROWING ? 0 : budgets.of(like.resource());
    }

    /** What its budget is called in {@code @LeakBudget}. */
    public static String attribute(Finding like) {
        Measure measure = like.measure();
        return measure == null ? Budgets.attribute(like.resource()) : measure.attribute();
    }
}
