package dev.leakcheck.internal.meter;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.verdict.Evidence;
import dev.leakcheck.internal.verdict.Finding;
import java.util.List;

/** Words for peaks. */
final class Peaks {

    private Peaks() {}

    static Finding finding(
            Resource resource,
            String noun,
            long most,
            long budget,
            String summary,
            String heading,
            ScopedOrigin origin,
            String remedy,
            ScopeNode scope) {
        String number = ordinal(budget + 1);
        return Evidence.of(
                Finding.Kind.PEAK,
                resource,
                noun,
                "open at once",
                "the " + number + ": " + summary,
                most,
                "the " + number + " " + heading,
                origin.site(),
                List.of(),
                remedy,
                scope,
                noun);
    }

    /** For example 1st, 12th, 51st. */
    static String ordinal(long number) {
        long tens = number % 100;
        if (tens >= 11 && tens <= 13) {
            return number + "th";
        }
        return number
                + switch ((int) (number % 10)) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }
}
