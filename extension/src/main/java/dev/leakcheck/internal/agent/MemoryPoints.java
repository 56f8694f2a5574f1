package dev.leakcheck.internal.agent;

import static dev.leakcheck.internal.agent.ChokePoint.beforeCall;
import static dev.leakcheck.internal.agent.ChokePoint.exit;
import static dev.leakcheck.internal.agent.Step.FIRE;
import static dev.leakcheck.internal.agent.Step.MEMORY;
import static dev.leakcheck.internal.agent.Step.NULL;
import static dev.leakcheck.internal.agent.Step.THIS;
import static dev.leakcheck.internal.agent.Step.bigInteger;
import static dev.leakcheck.internal.agent.Step.hook;

/** Where direct memory is reserved and freed. */
final class MemoryPoints {

    private static final String INIT = "<init>";

    private MemoryPoints() {}

    static void addTo(ChokePoints points) {
        points.add(exit("java/nio/DirectByteBuffer$Deallocator", INIT, "(JJI)V", THIS, bigInteger(3), MEMORY));
        // Only the run that frees: JDK 17 lets it run twice.
        points.add(beforeCall(
                "unreserveMemory",
                "java/nio/DirectByteBuffer$Deallocator",
                "run",
                "()V",
                THIS,
                NULL,
                hook(Hook.DIRECT_MEMORY_FREED),
                FIRE));
    }
}
