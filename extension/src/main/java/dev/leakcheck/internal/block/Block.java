package dev.leakcheck.internal.block;

import dev.leakcheck.LeakAssertionError;
import dev.leakcheck.Scope;
import dev.leakcheck.internal.config.BadConfigurationException;
import dev.leakcheck.internal.config.Configuration;
import dev.leakcheck.internal.config.Configuration.Mode;
import dev.leakcheck.internal.config.ConfigurationKeys;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.config.RunParameters;
import dev.leakcheck.internal.message.Failures;
import dev.leakcheck.internal.notice.Console;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.report.Report;
import dev.leakcheck.internal.scope.CurrentScope;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.scope.Site;
import dev.leakcheck.internal.session.Machinery;
import dev.leakcheck.internal.session.ScopeSession;
import dev.leakcheck.internal.session.Surroundings;
import dev.leakcheck.internal.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scope that code opens and closes itself. */
public final class Block {

    /** What is outside any test: there is no end of the run to wait for. */
    private static final ScopeNode OUTSIDE = ScopeNode.openRun("JVM");

    private final Configuration configuration;
    private final @Nullable ScopeSession session;
    private @Nullable Optional<LeakAssertionError> outcome;

    private Block(Configuration configuration, @Nullable ScopeSession session) {
        this.configuration = configuration;
        this.session = session;
    }

    /** Opens a block in the scope that is current. */
    public static Block open() {
        Configuration configuration = configuration();
        if (configuration.mode() == Mode.OFF) {
            return new Block(configuration, null);
        }
        ScopeNode node = null;
        try {
            Machinery.instance().start(configuration);
            node = scope();
            return new Block(configuration, ScopeSession.open(node, Policy.of(configuration)));
        } catch (BadConfigurationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (Throwable fault) {
            ScopeSession.abandon(node);
            Notices.once("A LeakScope could not be opened: " + fault + ". Nothing is checked in it");
            return new Block(configuration, null);
        }
    }

    private static Configuration configuration() {
        try {
            ConfigurationKeys.refuseUnknown(System.getProperties().stringPropertyNames());
            return Configuration.read(RunParameters::get);
        } catch (BadConfigurationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static ScopeNode scope() {
        ScopeNode around = CurrentScope.get();
        List<StackTraceElement> opener = Site.trim(new Throwable().getStackTrace());
        String name = opener.isEmpty()
                ? "LeakScope"
                : "LeakScope at "
                        + opener.get(0).getFileName()
                        + ":"
                        + opener.get(0).getLineNumber();
        ScopeNode scope = (around == null ? OUTSIDE : around).openChild(Scope.Kind.BLOCK, name, Set.of());
        return opener.isEmpty() ? scope : scope.locatedAt(opener.get(0));
    }

    /** Judges the block at the first call. */
    public Optional<LeakAssertionError> end() {
        if (outcome == null) {
            outcome = session == null ? Optional.empty() : judge(session);
        }
        return outcome;
    }

    /** Ends the block and throws the failure, unless it was asked for before. */
    public void close() {
        if (outcome != null) {
            return;
        }
        Optional<LeakAssertionError> failure = end();
        if (failure.isPresent() && configuration.mode() == Mode.FAIL) {
            throw failure.get();
        }
        failure.ifPresent(leaks -> Console.say(leaks.getMessage()));
    }

    private Optional<LeakAssertionError> judge(ScopeSession ending) {
        try {
            Verdict verdict = ending.judge(false, Surroundings.NONE);
            return verdict.isClean() ? Optional.empty() : Optional.of(failure(verdict));
        } catch (Throwable fault) {
            Notices.once("A LeakScope could not be judged: " + fault);
            return Optional.empty();
        } finally {
            ending.close();
        }
    }

    private LeakAssertionError failure(Verdict verdict) {
        Report report = Report.ofBlock(verdict, configuration);
        return Failures.of(verdict, configuration, false, report.location());
    }
}
