package dev.leakcheck.internal.session;

import dev.leakcheck.internal.config.Budgets;
import dev.leakcheck.internal.verdict.Finding;
import java.util.Comparator;

/** Orders leaks: the heaviest first. */
final class Weight {

    static final Comparator<Finding> HEAVIEST_FIRST = Comparator.comparingLong(Weight::of)
            .reversed()
            .thenComparing(Finding::resource)
            .thenComparing(Finding::summary);

    private static final long BYTES_LIKE_ONE_RESOURCE = 1 << 20;

    private Weight() {}

    private static long of(Finding finding) {
        long own = Budgets.isMemory(finding.resource()) ? finding.amount() / BYTES_LIKE_ONE_RESOURCE : 1;
        return own + finding.dependents().size();
    }
}
