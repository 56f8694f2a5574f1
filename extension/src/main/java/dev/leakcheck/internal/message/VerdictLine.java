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
        for (Finding.Kind kind : Finding.Kind.values()) {
            List<Tally> tallies = tallies(verdict, kind);
            if (!tallies.isEmpty()) {
                parts.add(tallies.stream()
                        .map(tally -> tally.text(verdict.budget(tally.first)))
                        .collect(Collectors.joining(", ", verb(kind), ending(tallies.get(0).first))));
            }
        }
        return verdict.scope().name() + " " + String.join(", ", parts);
    }

    private static String verb(Finding.Kind kind) {
        return switch (kind) {
            case LEFT -> "left ";
            case ABANDONED -> "abandoned ";
            case ALLOCATED -> "allocated ";
            case PEAK -> "had ";
            case GROWING -> "grew by ";
        };
    }

    private static String ending(Finding finding) {
        return finding.kind() == Finding.Kind.GROWING ? " per iteration " + finding.leftBehind() : "";
    }

    private static List<Tally> tallies(Verdict verdict, Finding.Kind kind) {
        Map<String, Tally> tallies = new LinkedHashMap<>();
        for (Finding leak : verdict.leaks()) {
            if (leak.kind() == kind) {
                tallies.computeIfAbsent(leak.noun(), ignored -> new Tally(leak)).amount += leak.amount();
            }
        }
        return List.copyOf(tallies.values());
    }

    private static final class Tally {
        private final Finding first;
        private long amount;

        Tally(Finding first) {
            this.first = first;
        }

        String text(long budget) {
            if (first.kind() == Finding.Kind.ALLOCATED) {
                return Sizes.format(amount) + " (budget " + Sizes.format(budget) + ")";
            }
            if (first.kind() == Finding.Kind.GROWING) {
                return Budgets.isMemory(first.resource()) ? Sizes.exact(amount) + " of " + first.noun() : counted();
            }
            if (Budgets.isMemory(first.resource()) && first.amount() > 1) {
                return Sizes.format(amount) + " of " + first.noun() + " " + first.leftBehind() + " (budget "
                        + Sizes.format(budget) + ")";
            }
            return counted()
                    + (first.kind() == Finding.Kind.ABANDONED ? "" : " " + first.leftBehind())
                    + " (budget " + budget + ")";
        }

        private String counted() {
            return Plural.of(amount, first.noun());
        }
    }
}
