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

    /** One line on what was told to stop and had not when the run ended. */
    public static String neverEnded(Finding left) {
        List<StackTraceElement> site = left.bestSite();
        return "Told to stop, but still there at the end of the run: " + left.summary()
                + (site.isEmpty() ? "" : ", " + heading(left) + " " + Frame.text(site.get(0)))
                + ", in " + left.charge().name();
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
