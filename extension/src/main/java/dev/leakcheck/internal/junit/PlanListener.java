package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.config.BadConfigurationException;
import dev.leakcheck.internal.config.Configuration;
import dev.leakcheck.internal.config.Configuration.Mode;
import dev.leakcheck.internal.config.RunParameters;
import dev.leakcheck.internal.notice.Console;
import dev.leakcheck.internal.notice.Notices;
import dev.leakcheck.internal.rest.Rest;
import dev.leakcheck.internal.session.Machinery;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestPlan;

/**
 * Waits for what {@link EarlyStart} began, or attaches the agent, before the first test; found by the launcher through the
 * service loader.
 */
public final class PlanListener implements TestExecutionListener {

    /** JUnit calls this, before it looks at any test class. */
    public PlanListener() {
        OldJUnit.fillIn();
    }

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        Console.begin(testPlan);
        if (OldJUnit.isThere()) {
            OldJUnit.sayIfInTheWay();
            return;
        }
        try {
            ConfigurationParameters parameters = testPlan.getConfigurationParameters();
            PresentKeys.rememberFromLauncher(parameters);
            RunParameters.begin(testPlan, parameters::get);
            Configuration configuration = Configuration.read(parameters::get);
            if (configuration.mode() != Mode.OFF && testPlan.containsTests()) {
                Rest.begin();
                Machinery.instance().start(configuration);
            }
        } catch (BadConfigurationException e) {
            // Said where it can fail a test: the launcher swallows what a listener throws.
        } catch (Throwable fault) {
            Notices.once("LeakCheck could not start with the test plan: " + fault);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan testPlan) {
        RunParameters.end(testPlan);
        Console.end(testPlan);
    }
}
