package dev.leakcheck.internal.junit;

import dev.leakcheck.internal.config.BadConfigurationException;
import dev.leakcheck.internal.config.Configuration;
import dev.leakcheck.internal.config.Configuration.Mode;
import dev.leakcheck.internal.session.Machinery;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Attaches the agent while JUnit looks for tests, on a thread of its own, so that few tests wait for it; found by the
 * launcher through the service loader. Whatever goes wrong here is met again, and said, when the {@link PlanListener}
 * starts the run. Classes that are being loaded meanwhile are woven then.
 *
 * <p>Only where LeakCheck comes from the class path of the JVM: Maven looks for tests inside its own JVM as well, with
 * another class loader, and runs none there.
 */
public final class EarlyStart implements LauncherDiscoveryListener {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    /** Found by the service loader. */
    public EarlyStart() {}

    @Override
    public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
        if (EarlyStart.class.getClassLoader() == ClassLoader.getSystemClassLoader()
                && BEGUN.compareAndSet(false, true)) {
            try {
                Configuration configuration = Configuration.read(request.getConfigurationParameters()::get);
                if (configuration.mode() != Mode.OFF && !OldJUnit.isThere()) {
                    begin(configuration);
                }
            } catch (BadConfigurationException | LinkageError later) {
                // It fails a test where there is one.
            }
        }
    }

    private static void begin(Configuration configuration) {
        Thread starting =
                new Thread(null, () -> Machinery.instance().prepare(configuration), "LeakCheck start", 0, false);
        starting.setDaemon(true);
        starting.start();
    }
}
