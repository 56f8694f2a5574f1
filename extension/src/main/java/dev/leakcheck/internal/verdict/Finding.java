package dev.leakcheck.internal.verdict;

import dev.leakcheck.Leak;
import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.spi.Detail;
import java.util.List;

/**
 * One leak with all its evidence, taken while the resource was still there.
 *
 * @param noun what to call one of them
 * @param leftBehind what it means to be left behind, in one word
 * @param abandoned whether it is a body that holds nothing, and ended in a way that has a budget of its own
 * @param amount how much of the budget it takes
 * @param ownerDescription what it lives by, empty if it stands alone or is shown under its owner
 * @param ownerSite where that was created
 * @param bestSite the site that tells most: its own, or its owner's where that is unknown or another scope's doing
 */
public record Finding(
        Resource resource,
        String noun,
        String leftBehind,
        boolean abandoned,
        String summary,
        long amount,
        String siteHeading,
        List<StackTraceElement> site,
        String ownerDescription,
        List<StackTraceElement> ownerSite,
        List<StackTraceElement> bestSite,
        List<Detail> details,
        String remedy,
        Scope charge,
        String fingerprint,
        List<Finding> dependents) {

    /** The public form. */
    public Leak toLeak() {
        return new Leak(
                resource,
                summary,
                bestSite,
                charge,
                dependents.stream().map(Finding::toLeak).toList(),
                fingerprint);
    }
}
