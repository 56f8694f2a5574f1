package dev.leakcheck.internal.owner.library;

import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/** Netty's HashedWheelTimer, whose thread its first task starts. */
final class WheelTimers extends LibraryAdapter {

    private static final int SHUT_DOWN = 2;

    @Override
    public String describe(Object owner) {
        return "HashedWheelTimer";
    }

    @Override
    public boolean isStopped(Object owner) {
        Object state = read(owner, "workerState");
        return state instanceof Integer known && known == SHUT_DOWN
                || state instanceof AtomicInteger atomic && atomic.get() == SHUT_DOWN;
    }

    @Override
    public Collection<?> parts(Object owner) {
        return Arrays.asList(read(owner, "workerThread"));
    }

    @Override
    public String remedy(Object owner) {
        return "call stop() on the HashedWheelTimer before the test ends";
    }
}
