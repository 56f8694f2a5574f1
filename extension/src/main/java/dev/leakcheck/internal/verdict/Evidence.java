package dev.leakcheck.internal.verdict;

import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.spi.Detail;
import dev.leakcheck.spi.LiveResource;
import dev.leakcheck.spi.Origin;
import dev.leakcheck.spi.Owner;
import dev.leakcheck.spi.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what is live into a finding, while it is still there to be asked. */
public final class Evidence {

    private static final String AT_END_OF_TEST = "before the test ends";

    private Evidence() {}

    /** Takes the evidence of a leak and of what lives by it. */
    public static Finding of(Sighting sighting, List<Finding> dependents) {
        LiveResource live = sighting.live();
        List<StackTraceElement> site = sighting.site();
        Owner owner = sighting.owner();
        List<StackTraceElement> ownerSite = sighting.ownerSite();
        boolean ownersDoing = !ownerSite.isEmpty() && !sighting.wasCreatedInItsScope();
        boolean byOwner = site.isEmpty() || ownersDoing;
        List<StackTraceElement> best = byOwner ? ownerSite : site;
        return new Finding(
                sighting.probe().resource(),
                sighting.probe().noun(),
                sighting.probe().leftBehind(),
                Finding.Kind.LEFT,
                live.summary(),
                live.amount(),
                live.siteHeading(),
                site,
                sighting.unknownSite(),
                owner == null ? "" : owner.description(),
                ownerSite,
                best,
                details(sighting),
                remedy(sighting),
                sighting.charge(),
                creator(sighting),
                fingerprint(sighting, byOwner || isWorker(sighting)),
                sighting.standing().kind() != Standing.Kind.COLLECTED,
                dependents);
    }

    /** Samples find another site in the next run: growth of the heap goes by its holder. */
    private static String fingerprint(Sighting sighting, boolean byOwner) {
        String noun = sighting.probe().noun();
        String label = sighting.live().label();
        if (sighting.probe().resource() == Resource.HEAP) {
            return Fingerprint.ofHolder(noun, label);
        }
        Owner owner = sighting.owner();
        Origin origin = byOwner && owner != null ? owner.origin() : sighting.origin();
        StackTraceElement call = origin instanceof ScopedOrigin scoped ? scoped.call() : null;
        return Fingerprint.of(noun, call, byOwner ? sighting.ownerSite() : sighting.site(), label);
    }

    /** Of one pool all are one leak, whichever lines handed it the tasks that it started them for. */
    private static boolean isWorker(Sighting sighting) {
        return sighting.probe().resource() == Resource.THREADS
                && !sighting.ownerSite().isEmpty();
    }

    private static List<Detail> details(Sighting sighting) {
        List<Detail> details = new ArrayList<>();
        if (sighting.origin() instanceof ScopedOrigin origin) {
            details.addAll(origin.lineage());
        }
        details.addAll(sighting.live().details());
        if (isUndecided(sighting)) {
            details.add(Detail.lines(
                    "of several tests that ran at the same time none is known to have created it", List.of()));
        }
        return details;
    }

    private static Scope creator(Sighting sighting) {
        ScopeNode charge = sighting.charge();
        ScopeNode test = creation(sighting) instanceof ScopedOrigin origin ? origin.test() : null;
        return test != null && test.isWithin(charge) ? test : charge;
    }

    /** That of its owner, if it has one. */
    private static @Nullable Origin creation(Sighting sighting) {
        Owner owner = sighting.owner();
        return owner != null && owner.origin() != null ? owner.origin() : sighting.origin();
    }

    /** Remedies speak of tests; what fixtures of a class create may live as long as the class. */
    private static String remedy(Sighting sighting) {
        String remedy = sighting.live().remedy();
        return switch (sighting.charge().kind()) {
            case CLASS -> isUndecided(sighting) ? remedy : remedy.replace(AT_END_OF_TEST, "before the class ends");
            case BLOCK -> remedy.replace(AT_END_OF_TEST, "before the scope ends");
            default -> remedy;
        };
    }

    private static boolean isUndecided(Sighting sighting) {
        if (sighting.charge().kind() == Scope.Kind.TEST || sighting.charge().kind() == Scope.Kind.BLOCK) {
            return false;
        }
        Origin origin = creation(sighting);
        return origin == null
                ? sighting.charge().hadConcurrentChildren()
                : origin instanceof ScopedOrigin scoped && scoped.isUndecided();
    }

    /**
     * The evidence of what was not left behind at the end, or not only.
     *
     * @param noun what to call one of them
     * @param how what completes the verdict: {@code open at once}, {@code over 8 rounds}
     * @param siteHeading empty if there is no one site
     * @param label what it is known by in every run: who holds it, what it consists of
     */
    public static Finding of(
            Finding.Kind kind,
            Resource resource,
            String noun,
            String how,
            String summary,
            long amount,
            String siteHeading,
            List<StackTraceElement> site,
            List<Detail> details,
            String remedy,
            Scope charge,
            String label) {
        return new Finding(
                resource,
                noun,
                how,
                kind,
                summary,
                amount,
                siteHeading,
                site,
                "",
                "",
                List.of(),
                site,
                details,
                remedy,
                charge,
                charge,
                site.isEmpty() || kind == Finding.Kind.GROWING
                        ? Fingerprint.ofHolder(kind + " " + noun, label)
                        : Fingerprint.of(kind + " " + noun, null, site, label),
                false,
                List.of());
    }

    /**
     * The evidence of what grows with every round of a trend.
     *
     * @param last one of those that it grows by
     * @param how what completes the verdict
     */
    public static Finding ofGrowth(
            Finding last, String how, String summary, long amount, List<Detail> details, Scope charge) {
        boolean byOwner = last.site().isEmpty() && !last.ownerSite().isEmpty();
        return new Finding(
                last.resource(),
                last.noun(),
                how,
                Finding.Kind.GROWING,
                summary,
                amount,
                byOwner ? "of " + last.ownerDescription() + " created at" : last.siteHeading(),
                last.bestSite(),
                last.unknownSite(),
                "",
                List.of(),
                last.bestSite(),
                details,
                last.remedy(),
                charge,
                charge,
                Fingerprint.ofHolder(Finding.Kind.GROWING + " " + last.noun(), "leak" + last.fingerprint()),
                false,
                List.of());
    }

    /**
     * The evidence of a body that holds nothing any more.
     *
     * @param amount how many it stands for
     */
    public static Finding ofAbandonedBody(
            String summary, long amount, List<StackTraceElement> site, String remedy, Scope charge) {
        return new Finding(
                Resource.BODIES,
                "HTTP body",
                "abandoned",
                Finding.Kind.ABANDONED,
                summary,
                amount,
                "requested at",
                site,
                "",
                "",
                List.of(),
                site,
                List.of(),
                remedy,
                charge,
                charge,
                Fingerprint.of("abandoned HTTP body", null, site, summary),
                false,
                List.of());
    }
}
