package dev.leakcheck.internal.agent;

import static dev.leakcheck.internal.agent.ChokePoint.entry;
import static dev.leakcheck.internal.agent.Step.FIRE;
import static dev.leakcheck.internal.agent.Step.NULL;
import static dev.leakcheck.internal.agent.Step.THIS;
import static dev.leakcheck.internal.agent.Step.hook;
import static dev.leakcheck.internal.agent.Step.object;

/** Where child processes start and are told to stop. */
final class ProcessPoints {

    private ProcessPoints() {}

    static void addTo(ChokePoints points) {
        points.add(entry(
                "java/lang/ProcessImpl", "initStreams", "([IZ)V", THIS, object(1), hook(Hook.PROCESS_STARTED), FIRE));
        points.add(entry("java/lang/ProcessImpl", "destroy", "(Z)V", THIS, NULL, hook(Hook.PROCESS_DESTROYED), FIRE));
    }
}
