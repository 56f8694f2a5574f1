package dev.leakcheck.internal.heap.sites;

import dev.leakcheck.internal.notice.Notices;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Samples allocations while a test run wants it. One for the JVM, since there is one Flight Recorder; a fault switches it
 * off for good.
 */
public final class AllocationSampling {

    private static final String OFF = "leakcheck.heap.sites=jfr shows it";

    private static @Nullable Recorder recorder;
    private static int users;
    private static String unavailable = "";

    private AllocationSampling() {}

    /** Starts, unless it has been started before; {@link #stop} as often as this. */
    public static synchronized void start() {
        users++;
        if (recorder != null || !unavailable.isEmpty()) {
            return;
        }
        try {
            recorder = Recorder.start();
        } catch (Throwable fault) {
            failed(fault);
        }
    }

    /** Stops, unless another run still wants it. */
    public static synchronized void stop() {
        users--;
        if (users <= 0) {
            stopRecorder();
        }
    }

    private static void stopRecorder() {
        Recorder running = recorder;
        recorder = null;
        if (running != null) {
            try {
                running.stop();
            } catch (Throwable alreadyStopped) {
                // By the user, or by the JVM that ends.
            }
        }
    }

    /** Whether it was started and works. */
    public static synchronized boolean isOn() {
        return recorder != null;
    }

    /** What was allocated since a moment and is still alive; never throws. */
    public static synchronized Samples since(Instant moment) {
        Recorder running = recorder;
        if (running == null) {
            return Samples.none(unavailable.isEmpty() ? OFF : "since " + unavailable);
        }
        try {
            return new Samples(running.aliveSince(moment), "since no object of it was sampled");
        } catch (Throwable fault) {
            failed(fault);
            return Samples.none("since " + unavailable);
        }
    }

    private static void failed(Throwable fault) {
        stopRecorder();
        unavailable = fault instanceof LinkageError
                ? "this Java has no Flight Recorder (module jdk.jfr)"
                : "Flight Recorder could not be used";
        Notices.once("Allocation sites of the heap's growth are unknown: " + unavailable + " (" + fault + ")");
    }
}
