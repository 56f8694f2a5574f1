package dev.leakcheck.internal.message;

import dev.leakcheck.internal.config.Budgets;
import dev.leakcheck.internal.config.Sizes;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The first line of a failure: a complete verdict. */
final class VerdictLine {

    private VerdictLine() {}

    /** For example {@code OrderServiceTest.placesOrder() left 1 thread running (budget 0)}. */
    static String of(Verdict verdict) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (Finding leak : verdict.leaks()) {
            tallies.computeIfAbsent(leak.noun(), ignored -> new Tally(leak)).amount += leak.amount();
        }
        return verdict.scope().name() + " left "
                + tallies.values().stream()
                        .map(tally -> tally.text(verdict.budgets()))
                        .collect(Collectors.joining(", "));
    }

    private static final class Tally {
        private final Finding first;
        private long amount;

        Tally(Finding first) {
            this.first = first;
        }

        String text(Budgets budgets) {
            long budget = budgets.of(first.resource());
            if (Budgets.isMemory(first.resource()) && first.amount() > 1) {
                return Sizes.format(amount) + " of " + first.noun() + " " + first.leftBehind() + " (budget "
                        + Sizes.format(budget) + ")";
            }
            return amount + " " + (amount == 1 ? first.noun() : Plural.of(first.noun())) + " " + first.leftBehind()
                    + " (budget " + budget + ")";
        }
    }
}
