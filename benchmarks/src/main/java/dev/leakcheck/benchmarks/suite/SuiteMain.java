package dev.leakcheck.benchmarks.suite;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.nio.file.Path;
import java.util.Set;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The forked side: runs all test classes below a directory, as Surefire does. */
final class SuiteMain {

    static final String MARK = "SUITE ";

    private SuiteMain() {}

    public static void main(String[] arguments) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClasspathRoots(Set.of(Path.of(arguments[0]))))
                .filters(includeClassNamePatterns(System.getProperty("suite.include")))
                .configurationParameter(
                        "junit.jupiter.extensions.autodetection.enabled",
                        System.getProperty("junit.jupiter.extensions.autodetection.enabled", "false"))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher().execute(request, summary);
        }
        System.out.println(MARK + summary.getSummary().getTestsSucceededCount() + " tests succeeded, "
                + summary.getSummary().getTestsFailedCount() + " failed");
        System.exit(0);
    }
}
