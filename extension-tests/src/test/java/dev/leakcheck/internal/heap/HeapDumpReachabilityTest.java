package dev.leakcheck.internal.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeapDumpReachabilityTest {

    private static final int MB = 1 << 20;
    private static final String HOLDER = Holder.class.getName();
    private static final String OTHER = Other.class.getName();

    private static final List<Object> STATIC = new ArrayList<>();

    /** Our objects do not count in a histogram, so what they hold is of the JDK. */
    static final class Holder {
        Object field;
        Reference<?> reference;
        Object back;
    }

    static final class Other {
        Object field;
    }

    static final class Statics {
        static Object held;
    }

    @AfterEach
    void release() {
        STATIC.clear();
        Statics.held = null;
    }

    @Test
    void agreesWithTheHistogram() {
        // What other test classes left in this JVM may change from one to the other: what this one adds does not.
        long dumpBefore = HeapDumpReachability.analyse().reachableBytes();
        long histogramBefore = LiveHeap.probe().settle().totalBytes();
        for (int i = 0; i < 50_000; i++) {
            STATIC.add(List.of("key" + i, i * 1000, new Object[i % 7], (long) i, new short[i % 5]));
        }
        long added = LiveHeap.probe().settle().totalBytes() - histogramBefore;

        HeapDumpReachability dump = HeapDumpReachability.analyse();

        assertThat(dump.reason()).isEmpty();
        assertThat(added).isGreaterThan(5 * MB);
        assertThat(dump.reachableBytes() - dumpBefore).isCloseTo(added, Percentage.withPercentage(5));
    }

    @Test
    void tellsWhatOnlyTheInstancesRetain() {
        Holder holder = new Holder();
        holder.field = blocks(5);
        holder.back = new Object[] {holder, blocks(2)};
        STATIC.add(holder);

        HeapDumpReachability.Retained retained =
                HeapDumpReachability.analyse().retainedOnlyByInstancesOf(Set.of(HOLDER));

        assertThat(retained.bytes()).isCloseTo(7 * MB, Percentage.withPercentage(2));
        assertThat(retained.classes().get(0).className()).isEqualTo("byte[]");
        assertThat(retained.classes().get(0).instances()).isEqualTo(7);
        assertThat(retained.classes()).extracting(ClassBytes::className).contains(HOLDER);
    }

    @Test
    void whatSomeoneElseHoldsTooIsNotRetainedByTheInstancesOnly() {
        Object shared = blocks(5);
        Holder holder = new Holder();
        holder.field = shared;
        STATIC.add(holder);
        Statics.held = shared;

        HeapDumpReachability dump = HeapDumpReachability.analyse();

        assertThat(dump.retainedOnlyByInstancesOf(Set.of(HOLDER)).bytes()).isLessThan(1000);
        assertThat(dump.retainedOnlyByInstancesOf(Set.of("no.such.Name")).bytes())
                .isZero();
        assertThat(dump.retainedOnlyByInstancesOf(Set.of()).classes()).isEmpty();
    }

    @Test
    void whatTwoClassesOfInstancesShareIsRetainedByBothTogether() {
        Holder holder = new Holder();
        holder.field = blocks(3);
        Other other = new Other();
        other.field = holder.field;
        STATIC.addAll(List.of(holder, other));

        HeapDumpReachability dump = HeapDumpReachability.analyse();

        assertThat(dump.retainedOnlyByInstancesOf(Set.of(HOLDER)).bytes()).isLessThan(1000);
        assertThat(dump.retainedOnlyByInstancesOf(Set.of(HOLDER, OTHER)).bytes())
                .isCloseTo(3 * MB, Percentage.withPercentage(2));
    }

    @Test
    void seesWhatAThreadsFramesAndLocalsHold() {
        Holder holder = new Holder();
        holder.field = blocks(3);
        ThreadLocal<Object> local = new ThreadLocal<>();
        local.set(holder.field);
        try {
            assertThat(HeapDumpReachability.analyse()
                            .retainedOnlyByInstancesOf(Set.of(HOLDER))
                            .bytes())
                    .isLessThan(1000);
        } finally {
            local.remove();
        }
        assertThat(HeapDumpReachability.analyse()
                        .retainedOnlyByInstancesOf(Set.of(HOLDER))
                        .bytes())
                .isCloseTo(3 * MB, Percentage.withPercentage(2));
        Reference.reachabilityFence(holder);
    }

    @Test
    void anotherOnesWeakReferenceDoesNotHold() {
        Holder holder = new Holder();
        holder.field = blocks(4);
        STATIC.add(holder);
        STATIC.add(new WeakReference<>(holder.field));

        assertThat(HeapDumpReachability.analyse()
                        .retainedOnlyByInstancesOf(Set.of(HOLDER))
                        .bytes())
                .isCloseTo(4 * MB, Percentage.withPercentage(2));
    }

    @Test
    void softlyReachableBytesAreToldApart() {
        STATIC.add(new SoftReference<>(blocks(6)));

        HeapDumpReachability dump = HeapDumpReachability.analyse();

        assertThat(dump.softlyReachableBytes()).isCloseTo(6 * MB, within((long) MB));
        assertThat(dump.reachableBytes()).isGreaterThan(dump.softlyReachableBytes() + MB);
    }

    @Test
    void aClassValueHoldsAlthoughADumpDoesNotShowIt() {
        ClassValue<Object> value = new ClassValue<>() {
            @Override
            protected Object computeValue(Class<?> type) {
                return blocks(3);
            }
        };
        Holder holder = new Holder();
        holder.field = value.get(String.class);
        STATIC.add(holder);

        assertThat(HeapDumpReachability.analyse()
                        .retainedOnlyByInstancesOf(Set.of(HOLDER))
                        .bytes())
                .isLessThan(1000);
        value.remove(String.class);
    }

    @Test
    void countsReachableInstancesOfAClass() {
        STATIC.add(new int[MB]);

        assertThat(HeapDumpReachability.analyse().reachable("int[]").bytes()).isBetween(4L * MB, 12L * MB);
    }

    @Test
    void refusesWhatIsTooLarge() {
        STATIC.add(blocks(2));

        HeapDumpReachability dump = HeapDumpReachability.analyse(MB);

        assertThat(dump.analysed()).isFalse();
        assertThat(dump.reason()).contains("MB are live, too much for a heap dump", "limit 1 MB");
        assertThat(dump.reachableBytes()).isZero();
        assertThat(dump.retainedOnlyByInstancesOf(Set.of(HOLDER)).bytes()).isZero();
    }

    @Test
    void leavesNothingBehindAndLetsNobodyElseRead() throws IOException {
        Path directory;
        try (HeapDumpFile dump = HeapDumpFile.create()) {
            directory = dump.path().getParent();
            assertThat(dump.path()).isNotEmptyFile();
            if (Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                assertThat(Files.getPosixFilePermissions(directory))
                        .hasSize(3)
                        .allMatch(p -> p.name().startsWith("OWNER"));
            }
        }
        assertThat(directory).doesNotExist();
    }

    @Test
    void deletesTheDumpAfterReading() throws IOException {
        long before = dumps();
        HeapDumpReachability.analyse();
        assertThat(dumps()).isEqualTo(before);
    }

    private static long dumps() throws IOException {
        String ours = "leakcheck-heap-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(ours))
                    .count();
        }
    }

    private static Object blocks(int megabytes) {
        Object[] blocks = new Object[megabytes];
        for (int i = 0; i < megabytes; i++) {
            blocks[i] = new byte[MB - 16];
        }
        return blocks;
    }
}
