package dev.leakcheck.internal.message;

import dev.leakcheck.LeakAssertionError;
import dev.leakcheck.internal.bytecode.MethodLine;
import dev.leakcheck.internal.config.Configuration;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.verdict.Finding;
import dev.leakcheck.internal.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/** Makes the failure of a scope. */
public final class Failures {

    private Failures() {}

    /**
     * The failure of a verdict that is not clean.
     *
     * @param failed whether the scope failed for another reason, so that nothing was waited for
     * @param report where the report is, empty if there is none
     */
    public static LeakAssertionError of(
            Verdict verdict, Configuration configuration, boolean failed, Optional<String> report) {
        String waited = configuration.settle().isZero()
                ? ""
                : failed
                        ? "; not waited for, since the test has failed"
                        : verdict.atRest()
                                ? "; still there with all threads at rest"
                                : "; still there after "
                                        + configuration.settle().toMillis() + " ms";
        MessageContext context = new MessageContext(waited, report);
        return new LeakAssertionError(
                FailureMessage.of(verdict, context),
                verdict.leaks().stream().map(Finding::toLeak).toList(),
                trace(verdict));
    }

    /** One line on what was told to stop and had not when the run ended; on all that one owner keeps. */
    public static String neverEnded(List<Finding> ofOneOwner) {
        Finding first = ofOneOwner.get(0);
        List<Finding> others = ofOneOwner.subList(1, ofOneOwner.size());
        String what;
        if (others.isEmpty()) {
            what = first.summary() + at(first.bestSite(), ", " + heading(first));
        } else if (first.ownerDescription().isEmpty()) {
            what = first.summary() + at(first.bestSite(), ", " + heading(first)) + ", with "
                    + Plural.counted(others, " and ");
        } else {
            what = Plural.counted(ofOneOwner, " and ") + " of " + first.ownerDescription()
                    + at(first.ownerSite(), " created at");
        }
        return "Told to stop, but still there at the end of the run: " + what + ", in "
                + first.charge().name();
    }

    private static String at(List<StackTraceElement> site, String heading) {
        return site.isEmpty() ? "" : heading + " " + Frame.text(site.get(0));
    }

    private static String heading(Finding left) {
        return left.bestSite().equals(left.ownerSite()) ? LeakBlock.ownerHeading(left) : left.siteHeading();
    }

    /** The creation site of the first leak; the test itself where that is unknown. */
    private static List<StackTraceElement> trace(Verdict verdict) {
        List<StackTraceElement> site = verdict.leaks().get(0).bestSite();
        if (site.isEmpty() && verdict.scope() instanceof ScopeNode scope && scope.location() != null) {
            return List.of(MethodLine.of(scope.location()));
        }
        return site;
    }
}
