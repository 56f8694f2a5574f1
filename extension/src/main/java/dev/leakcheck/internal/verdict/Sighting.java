package dev.leakcheck.internal.verdict;

import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A live resource that a scope has to answer for.
 *
 * @param entry its entry in the ledger
 * @param standing whether it counts
 * @param originKnown whether creation sites are wanted and there is an agent to know them
 * @param unknownSite why its creation site is unknown, if it is, and what would make it known
 */
public record Sighting(
        LeakProbe probe,
        LiveResource live,
        Ledger.Entry entry,
        Standing standing,
        boolean originKnown,
        String unknownSite) {

    /** The same with another view of what is live. */
    public Sighting with(LiveResource other) {
        return new Sighting(probe, other, entry, standing, originKnown, unknownSite);
    }

    /** The same in the words of another probe. */
    Sighting with(LeakProbe other) {
        return new Sighting(other, live, entry, standing, originKnown, unknownSite);
    }

    /** The same with another standing. */
    public Sighting with(Standing other) {
        return new Sighting(probe, live, entry, other, originKnown, unknownSite);
    }

    /** Where it was created; null if unknown. */
    public @Nullable Origin origin() {
        return originKnown ? live.origin() : null;
    }

    /** What it lives by; null if it stands alone. */
    public @Nullable Owner owner() {
        return live.owner();
    }

    /** The scope that has to answer for it. */
    public ScopeNode charge() {
        return entry.charge();
    }

    /** Whether it came into being in the scope that answers for it, and not in another one that used its owner. */
    public boolean wasCreatedInItsScope() {
        Origin origin = origin();
        return origin == null || origin.scope() == charge();
    }

    /** The frames that created it. */
    public List<StackTraceElement> site() {
        Origin origin = origin();
        return origin == null ? List.of() : origin.site();
    }

    /** The frames that created its owner. */
    public List<StackTraceElement> ownerSite() {
        Owner owner = owner();
        return owner == null || owner.origin() == null || !originKnown
                ? List.of()
                : owner.origin().site();
    }
}
