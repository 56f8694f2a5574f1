package dev.leakcheck.internal.junit;

import dev.leakcheck.LeakAssertionError;
import dev.leakcheck.internal.config.Configuration;
import dev.leakcheck.internal.config.Configuration.Mode;
import dev.leakcheck.internal.config.Configuration.RunMode;
import dev.leakcheck.internal.freeze.Freeze;
import dev.leakcheck.internal.message.Failures;
import dev.leakcheck.internal.notice.Console;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.report.Fate;
import dev.leakcheck.internal.report.Report;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What becomes of a verdict: accepted, a failure, or a line in the report. */
final class Outcome {

    private final Configuration configuration;
    private final Freeze freeze;
    private final Report report;

    Outcome(Configuration configuration, Freeze freeze, @Nullable ScopeNode run) {
        this.configuration = configuration;
        this.freeze = freeze;
        this.report = run == null ? Report.open(configuration) : Report.ofRun(run, configuration);
    }

    /**
     * Takes note of a verdict.
     *
     * @param mayFail whether the scope's fate is still open to us: an aborted test stays aborted, a disabled one disabled
     * @param failed whether it failed for another reason
     * @param whole tells whether all of it ran and succeeded
     * @return the failure to throw, if any
     */
    Optional<LeakAssertionError> of(Verdict verdict, boolean mayFail, boolean failed, BooleanSupplier whole) {
        report.judged(verdict.scope(), mayFail || failed);
        report.addNoted(verdict.scope(), verdict.abandoned());
        Freeze.Sifted sifted = freeze.sift(verdict, whole);
        report.add(verdict.scope(), sifted.accepted(), Fate.ACCEPTED);
        Verdict rest = sifted.rest();
        if (rest.isClean()) {
            return Optional.empty();
        }
        report.leaked(rest);
        boolean fails = mayFail && configuration.mode() == Mode.FAIL;
        report.add(rest.scope(), rest.leaks(), fails ? Fate.FAILED : Fate.REPORTED);
        LeakAssertionError error = Failures.of(rest, configuration, failed, report.location());
        if (configuration.mode() == Mode.REPORT) {
            Console.say(error.getMessage());
        }
        return fails ? Optional.of(error) : Optional.empty();
    }

    /**
     * Takes note of what was never ended, though it was told to, and of what the run is left with.
     *
     * @param stale what the ignores say that accepted nothing
     * @param spentNanos the time that LeakCheck took
     * @return the failure of the run, if its leaks are to fail it
     */
    Optional<LeakAssertionError> runEnded(Verdict verdict, List<String> stale, long spentNanos) {
        verdict.paroled().forEach(ofOneOwner -> Notices.once(Failures.neverEnded(ofOneOwner)));
        // What has no site is mostly older than the run, such as the JVM's own files.
        Verdict made = verdict.of(verdict.leaks().stream()
                .filter(leak -> !leak.bestSite().isEmpty())
                .toList());
        boolean fails = configuration.runMode() == RunMode.FAIL && configuration.mode() == Mode.FAIL;
        Verdict rest = fails ? freeze.sift(made, () -> true).rest() : made;
        freeze.runEnded();
        report.runEnded(verdict, rest.leaks(), fails ? Fate.FAILED : Fate.OF_THE_RUN, stale, spentNanos);
        return fails && !rest.isClean()
                ? Optional.of(Failures.of(rest, configuration, false, report.location()))
                : Optional.empty();
    }
}
