package dev.leakcheck.internal.owner.library;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Reactor Netty's LoopResources, which make each of their event loop groups when it is asked for first, for whoever asks. */
final class LoopResources extends LibraryAdapter implements HostedParts {

    @Override
    public String describe(Object owner) {
        return "LoopResources " + read(owner, "prefix");
    }

    @Override
    public boolean isStopped(Object owner) {
        return !isSet(owner, "running");
    }

    @Override
    public Collection<?> parts(Object owner) {
        return Arrays.asList(
                read(owner, "serverSelectLoops"),
                read(owner, "serverLoops"),
                read(owner, "clientLoops"),
                read(owner, "cacheNativeSelectLoops"),
                read(owner, "cacheNativeServerLoops"),
                read(owner, "cacheNativeClientLoops"));
    }

    /** What its loops serve, these tell. */
    @Override
    public Collection<?> hosted(Object owner) {
        return List.of();
    }

    @Override
    public String remedy(Object owner) {
        return "call disposeLater().block() on the LoopResources before the test ends";
    }
}
