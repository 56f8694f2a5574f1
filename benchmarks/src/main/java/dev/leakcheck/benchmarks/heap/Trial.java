package dev.leakcheck.benchmarks.heap;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The forked side: each body as a test, in an order that a number chooses; a line for each. */
final class Trial {

    static final String MARK = "trial\t";

    private Trial() {}

    static List<Body> bodies() {
        List<Body> all = new ArrayList<>(Harmless.bodies());
        all.addAll(Leaks.bodies());
        return all;
    }

    static void print(String name, TestExecutionResult result) {
        String message = result.getThrowable()
                .map(failure -> failure.toString().replaceAll("\\s+", " "))
                .orElse("");
        System.out.println(MARK + name + "\t" + message);
    }

    public static void main(String[] arguments) {
        System.setProperty("seed", arguments[0]);
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Bodies.class))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    print(test.getDisplayName(), result);
                }
            }
        });
        System.exit(0); // Some of the leaks are threads.
    }

    /** Run by the launcher above. */
    @LeakCheck(Resource.HEAP)
    static final class Bodies {
        @TestFactory
        Stream<DynamicTest> bodies() {
            List<Body> all = Trial.bodies();
            Collections.shuffle(all, new Random(Long.getLong("seed")));
            return all.stream().map(body -> DynamicTest.dynamicTest(body.name(), body.code()::run));
        }
    }
}
