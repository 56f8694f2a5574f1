package dev.leakcheck.benchmarks.heap;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.LeakTrend;
import dev.leakcheck.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The forked side of trends: each body in rounds of its own, in an order that a number chooses; a line for each. */
final class TrendTrial {

    private static Body current = Body.harmless("none", () -> {});

    private TrendTrial() {}

    static List<Body> bodies() {
        List<Body> all = new ArrayList<>(Harmless.bodies());
        all.addAll(SlowLeaks.bodies());
        return all;
    }

    public static void main(String[] arguments) {
        List<Body> all = bodies();
        Collections.shuffle(all, new Random(Long.parseLong(arguments[0])));
        for (Body body : all) {
            current = body;
            Outcome outcome = new Outcome();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(DiscoverySelectors.selectClass(Rounds.class))
                                    .build(),
                            outcome);
            Trial.print(body.name(), outcome.result);
        }
        System.exit(0); // Some of the leaks are threads.
    }

    /** The first failure of a round, or that there was none. */
    private static final class Outcome implements TestExecutionListener {
        private TestExecutionResult result = TestExecutionResult.successful();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult finished) {
            if (test.isTest() && result.getThrowable().isEmpty()) {
                result = finished;
            }
        }
    }

    /** Run by the launcher above. */
    @LeakCheck(Resource.HEAP)
    static final class Rounds {
        @LeakTrend(iterations = 10)
        void grows() throws Exception {
            current.code().run();
        }
    }
}
