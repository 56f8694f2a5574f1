package dev.leakcheck.testing;

import java.util.List;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;

/** Which fixtures to run, each {@code class} or {@code class#method}, and with which configuration parameters. */
record Fixtures(List<String> names, Map<String, String> parameters) {

    LauncherDiscoveryRequestBuilder request() {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(names.stream().map(Fixtures::selector).toList())
                .configurationParameters(parameters);
    }

    LauncherDiscoveryRequest build() {
        return request().build();
    }

    private static DiscoverySelector selector(String name) {
        return name.contains("#") ? DiscoverySelectors.selectMethod(name) : DiscoverySelectors.selectClass(name);
    }
}
