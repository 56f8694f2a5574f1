package dev.leakcheck.internal.verdict;

import dev.leakcheck.Leak;
import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.Measure;
import dev.leakcheck.spi.Detail;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One leak with all its evidence, taken while the resource was still there.
 *
 * @param noun what to call one of them
 * @param leftBehind what it means to be left behind, in one word
 * @param kind what it is that has a budget
 * @param amount how much of the budget it takes
 * @param unknownSite why its site is unknown, if it is, and what would make it known
 * @param ownerDescription what it lives by, empty if it stands alone or is shown under its owner
 * @param ownerSite where that was created
 * @param bestSite the site that tells most: its own, or its owner's where that is unknown or another scope's doing
 * @param creator the test that created it, where a scope around that answers for it; else whoever answers
 * @param lasts whether it was there to the end, so that it means something how long was waited for it
 */
public record Finding(
        Resource resource,
        String noun,
        String leftBehind,
        Kind kind,
        String summary,
        long amount,
        String siteHeading,
        List<StackTraceElement> site,
        String unknownSite,
        String ownerDescription,
        List<StackTraceElement> ownerSite,
        List<StackTraceElement> bestSite,
        List<Detail> details,
        String remedy,
        Scope charge,
        Scope creator,
        String fingerprint,
        boolean lasts,
        List<Finding> dependents) {

    /** What it is that has a budget. */
    public enum Kind {
        /** It was left behind. */
        LEFT,
        /** It is a body that holds nothing any more, and ended in a way that has a budget of its own. */
        ABANDONED,
        /** It was allocated, be it garbage by now. */
        ALLOCATED,
        /** So many were open at the same time, be they closed by now. */
        PEAK,
        /** It grows with every round of a trend. */
        GROWING
    }

    /** What has its budget; null if the budget is that of what its resource may leave, or if it has none. */
    public @Nullable Measure measure() {
        return switch (kind) {
            case LEFT, GROWING -> null;
            case ABANDONED -> Measure.ABANDONED_BODIES;
            case ALLOCATED -> Measure.ALLOCATION;
            case PEAK -> resource == Resource.BODIES ? Measure.PEAK_BODIES : Measure.PEAK_FILE_DESCRIPTORS;
        };
    }

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
