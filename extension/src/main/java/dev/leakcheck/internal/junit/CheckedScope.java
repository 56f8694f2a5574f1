package dev.leakcheck.internal.junit;

import dev.leakcheck.LeakAssertionError;
import dev.leakcheck.internal.config.BadConfigurationException;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.session.ScopeSession;
import dev.leakcheck.internal.trend.Trend;
import dev.leakcheck.internal.verdict.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * One test or class under check: the first resource in its JUnit store, so the last one closed, after all extensions,
 * {@code @AutoClose}, {@code @TempDir} and whatever else the store holds.
 */
@SuppressWarnings("deprecation") // CloseableResource: the only way up to JUnit 5.12; later versions take AutoCloseable.
final class CheckedScope implements ExtensionContext.Store.CloseableResource, AutoCloseable {

    private final Run run;
    private final @Nullable ScopeSession session;
    private @Nullable ExtensionContext context;
    private @Nullable BadConfigurationException fault;
    private @Nullable Throwable failure;
    private @Nullable Trend trend;
    private boolean started;
    private boolean succeeded;
    private boolean closed;

    CheckedScope(Run run, @Nullable ScopeSession session) {
        this.run = run;
        this.session = session;
    }

    /** Ties the scope to the context whose store closes it. */
    CheckedScope belongsTo(ExtensionContext owner) {
        context = owner;
        trend = ScopeNames.isInvocation(owner) ? owner.getStore(Run.NAMESPACE).get(Trend.class, Trend.class) : null;
        if (session != null) {
            session.scope().locatedAt(ScopeNames.frame(owner));
        }
        return this;
    }

    boolean belongsToExactly(ExtensionContext other) {
        return context != null
                && (context == other
                        // A unique id takes long to make.
                        || context.getTestMethod().equals(other.getTestMethod())
                                && context.getTestClass().equals(other.getTestClass())
                                && context.getUniqueId().equals(other.getUniqueId()));
    }

    Run run() {
        return run;
    }

    /** Refuses to go on once the test starts: an annotation that means nothing must not weaken the gate in silence. */
    void refuse(BadConfigurationException reason) {
        fault = reason;
    }

    @Nullable BadConfigurationException fault() {
        return fault;
    }

    void adopt(Policy policy, String name) {
        if (session != null) {
            session.adopt(policy);
            session.scope().rename(name);
        }
    }

    /** The test failed, where its context does not tell. */
    void failed(Throwable reason) {
        failure = reason;
    }

    /** The test really runs: it is not disabled. */
    void started() {
        started = true;
    }

    void startMemory() {
        if (session != null) {
            session.startMemory();
        }
    }

    @Nullable ScopeNode scope() {
        return session == null ? null : session.scope();
    }

    @Override
    public void close() {
        if (closed || session == null) {
            return;
        }
        closed = true;
        Optional<LeakAssertionError> leaks = judge(session);
        run.openClasses().closed(session.scope());
        session.close();
        if (trend != null) {
            leaks = trendOf(trend, session, leaks);
        }
        if (leaks.isPresent()) {
            throw leaks.get();
        }
    }

    /** A round of a trend has ended: the last one answers for all. */
    private Optional<LeakAssertionError> trendOf(Trend rounds, ScopeSession ended, Optional<LeakAssertionError> leaks) {
        if (leaks.isPresent() || !succeeded) {
            rounds.broken();
            return leaks;
        }
        try {
            return rounds.ended(ended.scope()).flatMap(verdict -> run.outcome().of(verdict, true, false, () -> true));
        } catch (Throwable fault) {
            Notices.once("A trend could not be judged: " + fault + ". No test was failed by it");
            rounds.broken();
            return Optional.empty();
        }
    }

    private Optional<LeakAssertionError> judge(ScopeSession ending) {
        try {
            Optional<Throwable> exception = Optional.ofNullable(failure)
                    .or(() -> context == null ? Optional.empty() : context.getExecutionException());
            boolean aborted =
                    exception.filter(TestAbortedException.class::isInstance).isPresent();
            boolean ran = started || exception.isPresent();
            // A test that did not run to its end is judged all the same: what it left must not be blamed on others.
            Verdict verdict = ending.judge(exception.isPresent() || !ran, new ContextSurroundings(context));
            succeeded = ran && exception.isEmpty();
            if (succeeded && context != null) {
                run.completeness().succeeded(context);
            }
            return run.outcome().of(verdict, ran && !aborted, exception.isPresent(), this::isWhole);
        } catch (Throwable fault) {
            Notices.once("A scope could not be judged: " + fault + ". No test was failed by it");
            return Optional.empty();
        }
    }

    private boolean isWhole() {
        return succeeded && context != null && run.completeness().isWhole(context);
    }
}
