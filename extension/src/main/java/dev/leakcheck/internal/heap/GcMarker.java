package dev.leakcheck.internal.heap;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/** A piece of garbage that tells when it has been collected. */
final class GcMarker {

    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();
    private final Reference<Object> garbage = new WeakReference<>(new Object(), queue);

    /** Tells whether the garbage is gone. */
    boolean isCollected() {
        return garbage.refersTo(null);
    }

    /**
     * Waits until the JVM's reference handler has got to this marker, and so most likely to what was collected along
     * with it.
     *
     * @return whether it did within the time
     */
    boolean awaitProcessing(long millis) {
        try {
            return queue.remove(millis) != null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return isCollected();
        }
    }
}
