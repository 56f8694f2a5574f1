package dev.leakcheck.internal.heap;

/** Runs pending finalizers, which keep objects alive for one more collection. */
final class Finalization {

    private static final long PATIENCE_MILLIS = 1_000;

    private static volatile boolean stuck;

    private Finalization() {}

    /** Waits for the finalizers, but not for one that hangs. */
    static void run() {
        if (stuck) {
            return;
        }
        // No thread locals and no loader of the user's: a finalizer that hangs must not make us a leak.
        Thread thread = new Thread(null, Finalization::runFinalizers, "leakcheck-finalization", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        try {
            thread.join(PATIENCE_MILLIS);
            stuck = thread.isAlive();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void runFinalizers() {
        try {
            // By reflection, as it is deprecated for removal.
            Runtime.class.getMethod("runFinalization").invoke(Runtime.getRuntime());
        } catch (ReflectiveOperationException | RuntimeException gone) {
            // A JDK without it has no finalizers either.
            return;
        }
    }
}
