package dev.leakcheck.internal.session;

import dev.leakcheck.Resource;
import dev.leakcheck.internal.config.IgnoreRule;
import dev.leakcheck.internal.config.Measure;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.track.BodyOutcomes;
import dev.leakcheck.internal.track.BodyOutcomes.Counts;
import dev.leakcheck.internal.track.BodyOutcomes.Ending;
import dev.leakcheck.internal.track.BodyOutcomes.Outcome;
import dev.leakcheck.internal.verdict.Evidence;
import dev.leakcheck.internal.verdict.Finding;
import java.util.ArrayList;
import java.util.List;

/** The HTTP bodies of a scope that hold nothing and ended in a way worth knowing. */
final class AbandonedBodies {

    private final List<Finding> bodies = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final boolean tooMany;

    /** Call after the look of the clients' probes, which tell of the last of them. */
    AbandonedBodies(ScopeNode scope, Policy policy, BodyOutcomes outcomes) {
        Counts counts = policy.resources().contains(Resource.BODIES) ? outcomes.of(scope) : null;
        if (counts == null) {
            tooMany = false;
            return;
        }
        int early = counts.closedEarly();
        int notClosed = counts.drainedNotClosed();
        long unknown = early + notClosed;
        for (Outcome outcome : counts.first()) {
            unknown--;
            if (isIgnored(outcome, policy)) {
                if (outcome.ending() == Ending.CLOSED_EARLY) {
                    early--;
                } else {
                    notClosed--;
                }
            } else {
                bodies.add(finding(outcome, 1, scope));
            }
        }
        if (unknown > 0 && !bodies.isEmpty()) {
            // The last one that is known stands for those that are only counted.
            Outcome last = counts.first().get(counts.first().size() - 1);
            bodies.set(bodies.size() - 1, finding(last, 1 + unknown, scope));
        }
        tooMany = early + notClosed > policy.budgets().of(Measure.ABANDONED_BODIES);
        if (!tooMany && early + notClosed > 0) {
            notes.add(text(early, notClosed));
        }
    }

    private static Finding finding(Outcome outcome, long amount, ScopeNode scope) {
        return Evidence.ofAbandonedBody(
                outcome.exchange(),
                amount,
                outcome.requested().site(),
                outcome.ending().remedy(),
                scope);
    }

    private static boolean isIgnored(Outcome outcome, Policy policy) {
        for (IgnoreRule rule : policy.ignores()) {
            if (rule.accepts(
                    Resource.BODIES, outcome.exchange(), outcome.requested().site())) {
                return true;
            }
        }
        return false;
    }

    private static String text(int early, int notClosed) {
        List<String> parts = new ArrayList<>();
        if (early > 0) {
            parts.add(bodies(early) + " closed before " + (early == 1 ? "its" : "their") + " end");
        }
        if (notClosed > 0) {
            parts.add(bodies(notClosed) + " read to " + (notClosed == 1 ? "its" : "their") + " end and not closed");
        }
        return String.join(", ", parts) + ": no leak, yet worth knowing";
    }

    private static String bodies(int count) {
        return count == 1 ? "1 HTTP body was" : count + " HTTP bodies were";
    }

    /** What exceeds its budget. */
    List<Finding> leaks() {
        return tooMany ? bodies : List.of();
    }

    /** What does not. */
    List<Finding> noted() {
        return tooMany ? List.of() : bodies;
    }

    /** For the message of a scope that fails anyway. */
    List<String> notes() {
        return notes;
    }
}
