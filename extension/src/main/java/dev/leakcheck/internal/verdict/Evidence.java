package dev.leakcheck.internal.verdict;

import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Owner;
import java.util.List;

/** Turns what is live into a finding, while it is still there to be asked. */
public final class Evidence {

    private Evidence() {}

    /** Takes the evidence of a leak and of what lives by it. */
    public static Finding of(Sighting sighting, List<Finding> dependents) {
        LiveResource live = sighting.live();
        List<StackTraceElement> site = sighting.site();
        Owner owner = sighting.owner();
        List<StackTraceElement> ownerSite = sighting.ownerSite();
        boolean ownersDoing = !ownerSite.isEmpty() && !sighting.wasCreatedInItsScope();
        List<StackTraceElement> best = site.isEmpty() || ownersDoing ? ownerSite : site;
        return new Finding(
                sighting.probe().resource(),
                sighting.probe().noun(),
                sighting.probe().leftBehind(),
                live.summary(),
                live.amount(),
                live.siteHeading(),
                site,
                owner == null ? "" : owner.description(),
                ownerSite,
                best,
                live.details(),
                live.remedy(),
                sighting.charge(),
                Fingerprint.of(sighting.probe().noun(), best, live.label()),
                dependents);
    }
}
