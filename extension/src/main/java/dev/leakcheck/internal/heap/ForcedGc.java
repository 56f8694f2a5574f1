package dev.leakcheck.internal.heap;

/** A way to make this JVM collect everything that is garbage, before it returns. */
enum ForcedGc {
    /** The cheapest, where it is not switched off. */
    SYSTEM_GC {
        @Override
        void run() {
            HeapSize.keep();
            try {
                System.gc();
            } finally {
                HeapSize.release();
            }
        }
    },
    /** Works under -XX:+DisableExplicitGC. */
    DIAGNOSTIC_COMMAND {
        @Override
        void run() {
            DiagnosticCommands.runGc();
        }
    },
    /** A full collection of Serial, Parallel and G1 whatever the options; dearer, as it also counts. */
    HISTOGRAM {
        @Override
        void run() {
            DiagnosticCommands.classHistogram();
        }
    },
    /** Nothing collects. */
    NONE {
        @Override
        void run() {}
    };

    abstract void run();
}
