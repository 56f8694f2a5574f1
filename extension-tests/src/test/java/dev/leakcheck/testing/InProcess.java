package dev.leakcheck.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs fixtures in this JVM, on the JUnit of this build.
 *
 * <p>By default the engine alone: no listener found by the service loader, no configuration parameter but those given
 * here.
 */
public final class InProcess {

    private final Map<String, String> parameters = new LinkedHashMap<>();
    private boolean platform;

    private InProcess() {}

    public static InProcess engine() {
        return new InProcess();
    }

    /** As an IDE runs them: with the listeners and the implicit configuration parameters of this JVM. */
    public static InProcess platform() {
        InProcess run = new InProcess();
        run.platform = true;
        return run;
    }

    /** A JUnit configuration parameter of the discovery request. */
    public InProcess parameter(String key, String value) {
        parameters.put(key, value);
        return this;
    }

    /** Registers extensions by the service loader, as on an unmodified project. */
    public InProcess autodetection() {
        return parameter("junit.jupiter.extensions.autodetection.enabled", "true");
    }

    public TestRun run(Class<?>... fixtures) {
        return run(Stream.of(fixtures).map(Class::getName).toArray(String[]::new));
    }

    /** Each a class name or {@code class#method}. */
    public TestRun run(String... fixtures) {
        List<TestResult> results = new ArrayList<>();
        LauncherDiscoveryRequest request = new Fixtures(List.of(fixtures), parameters)
                .request()
                .enableImplicitConfigurationParameters(platform)
                .build();
        LauncherConfig config = LauncherConfig.builder()
                .enableLauncherSessionListenerAutoRegistration(platform)
                .enableLauncherDiscoveryListenerAutoRegistration(platform)
                .enableTestExecutionListenerAutoRegistration(platform)
                .enablePostDiscoveryFilterAutoRegistration(platform)
                .build();
        try (LauncherSession session = LauncherFactory.openSession(config)) {
            session.getLauncher().execute(request, new ResultListener(results::add));
        }
        return new TestRun(List.copyOf(results), "", "", "", null);
    }
}
