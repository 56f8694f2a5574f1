package dev.leakcheck.internal.track;

import dev.leakcheck.internal.track.CallTable.TrackedCall;
import dev.leakcheck.internal.track.DescriptorTable.Opening;

/** Hears of what happens while a test runs, on the thread that does it, after the tables know of it. */
public interface Listener {

    /** A thread is about to start. */
    void threadStarting(Thread thread);

    /** A descriptor was opened. */
    void descriptorOpened(Opening opening);

    /**
     * The calling thread has allocated this for LeakCheck, since a descriptor was opened, what listeners did included; or
     * for an HTTP client of the JDK's, whatever the test asks of that.
     */
    void allocatedBesides(long bytes);

    /** A call got its response. */
    void bodyResponded(TrackedCall call);
}
