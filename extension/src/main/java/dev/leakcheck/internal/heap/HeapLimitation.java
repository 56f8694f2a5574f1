package dev.leakcheck.internal.heap;

/** Says why the heap cannot be measured, and the remedy. */
final class HeapLimitation {

    private HeapLimitation() {}

    static String noHistogram() {
        return "this JVM (" + System.getProperty("java.vm.name") + ") has no diagnostic command GC.class_histogram,"
                + " so heap growth is not judged; run the tests on a HotSpot JVM";
    }

    static String noCollection() {
        if (VmOptions.isOn("UseEpsilonGC")) {
            return "-XX:+UseEpsilonGC never collects, so heap growth is not judged;"
                    + " run the tests with another collector";
        }
        if (VmOptions.isOn("DisableExplicitGC")) {
            return "-XX:+DisableExplicitGC lets no collection be forced with this collector,"
                    + " so heap growth is not judged; remove that flag from the test JVM";
        }
        return "no collection could be forced on this JVM (" + System.getProperty("java.vm.name")
                + "), so heap growth is not judged; run the tests with G1, Serial or Parallel";
    }
}
