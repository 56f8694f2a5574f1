package dev.leakcheck.internal.track;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The one thread that opens descriptors by the hundred for LeakCheck itself, and leaves none: not worth a stack each. */
public final class OwnOpenings {

    private final AtomicReference<@Nullable Thread> opener = new AtomicReference<>();

    OwnOpenings() {}

    /** The calling thread opens nothing else until {@link #end}; false if another one is at it. */
    public boolean begin() {
        return opener.compareAndSet(null, Thread.currentThread());
    }

    /** After {@link #begin}, if that was true. */
    public void end() {
        opener.set(null);
    }

    /** Whether the calling thread is the one. */
    boolean areHere() {
        return opener.get() == Thread.currentThread();
    }
}
