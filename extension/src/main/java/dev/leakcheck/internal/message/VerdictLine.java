package dev.leakcheck.internal.message;

import dev.leakcheck.internal.config.Budgets;
import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The first line of a failure: a complete verdict. */
final class VerdictLine {

    private VerdictLine() {}

    /** For example {@code OrderServiceTest.placesOrder() left 1 thread running (budget 0)}. */
    static String of(Verdict verdict) {
        List<String> parts = new ArrayList<>();
        String left = tallies(verdict, false);
        if (!left.isEmpty()) {
            parts.add("left " + left);
        }
        String abandoned = tallies(verdict, true);
        if (!abandoned.isEmpty()) {
            parts.add("abandoned " + abandoned);
        }
        return verdict.scope().name() + " " + String.join(", ", parts);
    }

    private static String tallies(Verdict verdict, boolean abandoned) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (Finding leak : verdict.leaks()) {
            if (leak.abandoned() == abandoned) {
                tallies.computeIfAbsent(leak.noun(), ignored -> new Tally(leak)).amount += leak.amount();
            }
        }
        return tallies.values().stream()
                .map(tally -> tally.text(verdict.budget(tally.first)))
                .collect(Collectors.joining(", "));
    }

    private static final class Tally {
        private final Finding first;
        private long amount;

        Tally(Finding first) {
            this.first = first;
        }

        String text(long budget) {
            if (Budgets.isMemory(first.resource()) && first.amount() > 1) {
                return Sizes.format(amount) + " of " + first.noun() + " " + first.leftBehind() + " (budget "
                        + Sizes.format(budget) + ")";
            }
            return amount + " " + (amount == 1 ? first.noun() : Plural.of(first.noun()))
                    + (first.abandoned() ? "" : " " + first.leftBehind()) + " (budget " + budget + ")";
        }
    }
}
