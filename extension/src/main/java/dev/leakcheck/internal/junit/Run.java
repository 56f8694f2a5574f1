package dev.leakcheck.internal.junit;

import dev.leakcheck.LeakAssertionError;
import dev.leakcheck.internal.config.BadConfigurationException;
import dev.leakcheck.internal.config.Configuration;
import dev.leakcheck.internal.config.Configuration.AgentMode;
import dev.leakcheck.internal.config.Configuration.HeapSites;
import dev.leakcheck.internal.config.Configuration.Mode;
import dev.leakcheck.internal.config.ConfigurationKeys;
import dev.leakcheck.internal.config.Policy;
import dev.leakcheck.internal.config.RunParameters;
import dev.leakcheck.internal.freeze.Freeze;
import dev.leakcheck.internal.heap.HeapQuota;
import dev.leakcheck.internal.heap.sites.AllocationSampling;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.report.Report;
import dev.leakcheck.internal.scope.ScopeNode;
import dev.leakcheck.internal.session.Machinery;
import dev.leakcheck.internal.session.ScopeSession;
import dev.leakcheck.internal.session.Surroundings;
import dev.leakcheck.internal.verdict.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The run scope: opened by the first test class that is checked, closed with JUnit's root store. */
@SuppressWarnings("deprecation") // CloseableResource: the only way up to JUnit 5.12; later versions take AutoCloseable.
final class Run implements ExtensionContext.Store.CloseableResource, AutoCloseable {

    static final Namespace NAMESPACE = Namespace.create("dev.leakcheck");

    private final @Nullable BadConfigurationException fault;
    private final Configuration configuration;
    private final AnnotationPolicy policies;
    private final @Nullable ScopeSession session;
    private final Outcome outcome;
    private final long spentBefore = Machinery.instance().spentNanos();
    private final Completeness completeness = new Completeness();
    private final OpenClasses openClasses = new OpenClasses();

    private Run(ExtensionContext context) {
        Configuration read = Configuration.defaults();
        BadConfigurationException bad = null;
        ScopeSession opened = null;
        Freeze freeze = Freeze.none();
        try {
            boolean old = OldJUnit.isThere();
            if (old) {
                OldJUnit.sayUnlessOff(context::getConfigurationParameter);
            } else {
                ConfigurationKeys.refuseUnknown(PresentKeys.in(context));
                read = Configuration.read(context::getConfigurationParameter);
            }
            if (!old && read.mode() != Mode.OFF) {
                freeze = Freeze.open(read);
                Machinery.instance().start(read);
                HeapQuota.REQUESTED.limit(read.heapQuota());
                if (read.heapSites() == HeapSites.JFR) {
                    AllocationSampling.start();
                }
                opened = ScopeSession.open(ScopeNode.openRun("test run"), Policy.of(read));
            }
        } catch (BadConfigurationException e) {
            bad = e;
        } catch (Throwable fault) {
            Notices.once("Nothing is checked in this run, because LeakCheck could not start: " + fault);
        }
        this.fault = bad;
        this.configuration = read;
        this.policies = new AnnotationPolicy(read);
        this.session = opened;
        this.outcome = new Outcome(read, freeze, opened == null ? null : opened.scope());
        RunParameters.begin(this, context.getRoot()::getConfigurationParameter);
    }

    /** The run that a context belongs to. */
    static Run of(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Run.class, key -> new Run(context), Run.class);
    }

    /** Why the configuration cannot be used; null if it can. */
    @Nullable BadConfigurationException fault() {
        return fault;
    }

    /** Whether anything is to be checked. */
    boolean isOn() {
        return session != null;
    }

    Configuration configuration() {
        return configuration;
    }

    /** What the annotations of tests and classes say. */
    AnnotationPolicy policies() {
        return policies;
    }

    Outcome outcome() {
        return outcome;
    }

    Completeness completeness() {
        return completeness;
    }

    OpenClasses openClasses() {
        return openClasses;
    }

    ScopeNode scope() {
        if (session == null) {
            throw new IllegalStateException("nothing is checked in this run");
        }
        return session.scope();
    }

    @Override
    public void close() {
        RunParameters.end(this);
        if (session == null || !session.scope().isOpen()) {
            return;
        }
        Optional<LeakAssertionError> leaks = Optional.empty();
        try {
            Verdict verdict = session.judge(false, Surroundings.NONE);
            boolean sitesKnown = Machinery.instance().agent().active() && configuration.agent() != AgentMode.OFF;
            leaks = outcome.runEnded(
                    verdict,
                    policies.ignores().after(completeness::hasSucceeded, sitesKnown),
                    Machinery.instance().spentNanos() - spentBefore);
        } catch (Throwable fault) {
            Notices.once("The end of the run could not be judged: " + fault);
        } finally {
            Report.runOver(session.scope());
            session.close();
            if (configuration.heapSites() == HeapSites.JFR) {
                AllocationSampling.stop();
            }
        }
        if (leaks.isPresent()) {
            throw leaks.get();
        }
    }
}
