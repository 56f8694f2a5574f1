package dev.leakcheck.examples;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a test class as an IDE or a build does. */
final class Demo {

    /** How a test or container ended. */
    record Result(String name, boolean isTest, Optional<Throwable> failure) {}

    private Demo() {}

    /** The tests of a class, and what failed besides. */
    static List<Result> run(String testClass) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(testClass))
                .build();
        List<Result> results = new ArrayList<>();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
                if (identifier.isTest() || result.getThrowable().isPresent()) {
                    results.add(new Result(identifier.getDisplayName(), identifier.isTest(), result.getThrowable()));
                }
            }
        });
        // By now it is judged: what a demo left running must not outlive this JVM.
        ProcessHandle.current().children().forEach(ProcessHandle::destroy);
        return results;
    }
}
