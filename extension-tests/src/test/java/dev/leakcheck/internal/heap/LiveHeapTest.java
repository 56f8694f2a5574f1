package dev.leakcheck.internal.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveHeapTest {

    private static final int MB = 1 << 20;
    private static final long TOLERANCE = 100 * 1024;
    private static final LiveHeap HEAP = LiveHeap.probe();
    private static final List<Object> LIST = new ArrayList<>();
    private static final Map<String, Object> MAP = new HashMap<>();
    private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();

    private ClassHistogram baseline;

    /** Until it stays the same: what other tests in this JVM have left may go at any moment. */
    @BeforeEach
    void measure() {
        ClassHistogram before;
        int rounds = 0;
        do {
            before = HEAP.settleWithFinalizers();
            baseline = HEAP.settle();
        } while (Math.abs(baseline.growthBytesSince(before)) > TOLERANCE / 4 && ++rounds < 20);
    }

    @AfterEach
    void release() {
        LIST.clear();
        MAP.clear();
    }

    @Test
    void isMeasurableHere() {
        assertThat(HEAP.measurable()).isTrue();
        assertThat(HEAP.limitation()).isEmpty();
        assertThat(baseline.totalBytes()).isGreaterThan(MB);
    }

    @Test
    void findsWhatAStaticListKeeps() {
        for (int i = 0; i < 300; i++) {
            LIST.add(new byte[10_000]);
        }

        assertGrowth(3_004_800, "byte[]", 300);
    }

    @Test
    void findsWhatAMapKeeps() {
        for (int i = 0; i < 1000; i++) {
            MAP.put("key" + i, new long[250]);
        }

        assertGrowth(1000 * (2016 + 32 + 48), "long[]", 1000);
    }

    @Test
    void findsWhatAThreadLocalKeeps() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            pool.submit(() -> LOCAL.set(new char[MB])).get(10, TimeUnit.SECONDS);

            assertGrowth(2 * MB, "char[]", 1);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void countsLargeArraysExactly() {
        LIST.add(new byte[8 * MB]);

        assertGrowth(8 * MB, "byte[]", 1);
    }

    @Test
    void tellsIntArraysFromFillers() {
        LIST.add(new int[MB]);

        ClassHistogram now = HEAP.settleThoroughly(HEAP.settle(), baseline, MB);

        assertThat(now.growthBytesSince(baseline)).isCloseTo(4 * MB, within(2 * TOLERANCE));
        assertThat(now.growthSince(baseline).get(0).className()).isEqualTo("int[]");
    }

    @Test
    void doesNotCountGarbage() {
        List<Object> garbage = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            garbage.add(new byte[MB]);
        }
        garbage.clear();

        assertThat(HEAP.settle().growthBytesSince(baseline)).isLessThan(TOLERANCE);
    }

    @Test
    void doesNotCountWhatIsOnlyWeaklyHeld() {
        LIST.add(new WeakReference<>(new byte[2 * MB]));

        assertThat(HEAP.settle().growthBytesSince(baseline)).isLessThan(TOLERANCE);
    }

    @Test
    void waitsForCleaners() {
        Cleaner cleaner = Cleaner.create();
        for (int i = 0; i < 20; i++) {
            byte[] held = new byte[MB / 4];
            cleaner.register(new Object(), () -> held[0] = 1);
        }

        // Not one of the arrays; the first cleaner of a JVM comes with classes of its own.
        assertThat(HEAP.settleThoroughly(HEAP.settle(), baseline, TOLERANCE).growthBytesSince(baseline))
                .isLessThan(MB / 4);
    }

    @Test
    void collectsSoThatReferencesAreProcessed() throws Exception {
        AtomicBoolean cleaned = new AtomicBoolean();
        Cleaner cleaner = Cleaner.create();
        cleaner.register(new Object(), () -> cleaned.set(true));

        assertThat(HEAP.collect()).isTrue();

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!cleaned.get() && System.nanoTime() < deadline) {
            Thread.sleep(1);
        }
        assertThat(cleaned).isTrue();
    }

    @Test
    void staysWithinItsNoise() {
        HEAP.settle();
        ClassHistogram first = HEAP.settle();
        for (int i = 0; i < 10; i++) {
            assertThat(HEAP.settle().growthBytesSince(first)).isBetween(-TOLERANCE, TOLERANCE);
        }
    }

    private void assertGrowth(long bytes, String className, long instances) {
        ClassHistogram now = HEAP.settle();
        assertThat(now.growthBytesSince(baseline)).isCloseTo(bytes, within(TOLERANCE));
        ClassBytes heaviest = now.growthSince(baseline).get(0);
        assertThat(heaviest.className()).isEqualTo(className);
        assertThat(heaviest.instances()).isCloseTo(instances, within(200L));
    }
}
