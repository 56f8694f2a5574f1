package dev.leakcheck.internal.heap;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a heap dump who holds how much. It takes a good part of a second and much memory, so it is for the moment
 * when a test is about to be accused. Holds the graph of the dump: let go of it soon.
 */
public final class HeapDumpReachability {

    private static final long MB = 1 << 20;
    private static final long MOST_LIVE_BYTES = 1536 * MB;
    /** A dump takes more than the heap, since its references and headers are wider. */
    private static final int DISK_PER_LIVE_BYTE = 2;

    private final HeapGraph graph;
    private final String reason;
    private final BitSet reachable = new BitSet();
    private long strongBytes;
    private long softBytes;
    private long unexplainedBytes;

    private HeapDumpReachability(HeapGraph graph, String reason) {
        this.graph = graph;
        this.reason = reason;
        if (graph != null) {
            HeapMarking marking = new HeapMarking(graph, reachable, object -> false);
            startAtRoots(marking);
            marking.run();
            strongBytes = marking.strongBytes();
            softBytes = marking.softBytes();
            unexplainedBytes = unexplainedBytes();
        }
    }

    /** Dumps the heap, reads the dump and deletes it; never throws. */
    public static HeapDumpReachability analyse() {
        return analyse(MOST_LIVE_BYTES, null);
    }

    static HeapDumpReachability analyse(long mostLiveBytes) {
        return analyse(mostLiveBytes, null);
    }

    /** Whoever reads a dump that does not fit into this heap. */
    interface Elsewhere {
        void read(Path dump, ObjectLayout layout, long graphBytes) throws IOException;
    }

    /**
     * Sets the dump aside, if the user wants to have it, for {@link KeptDumps} to keep or drop.
     *
     * @param elsewhere reads what does not fit into this heap: then nothing is analysed here, without a reason
     */
    static HeapDumpReachability analyseAndOffer(Elsewhere elsewhere) {
        return analyse(MOST_LIVE_BYTES, elsewhere);
    }

    /** Takes a graph that was read. */
    static HeapDumpReachability of(HeapGraph graph) {
        return new HeapDumpReachability(graph, "");
    }

    private static HeapDumpReachability analyse(long mostLiveBytes, @Nullable Elsewhere elsewhere) {
        try {
            String danger = danger(mostLiveBytes);
            if (!danger.isEmpty()) {
                return new HeapDumpReachability(null, danger);
            }
            try (HeapDumpFile dump = HeapDumpFile.create()) {
                HeapGraph graph = read(dump.path(), elsewhere);
                if (elsewhere != null) {
                    KeptDumps.offer(dump.path());
                }
                return new HeapDumpReachability(graph, "");
            }
        } catch (IOException | LinkageError | RuntimeException failed) {
            return new HeapDumpReachability(null, "no heap dump could be read: " + failed.getMessage());
        } catch (OutOfMemoryError full) {
            return outOfHeap();
        }
    }

    private static @Nullable HeapGraph read(Path dump, @Nullable Elsewhere elsewhere) throws IOException {
        ObjectLayout layout = ObjectLayout.ofThisJvm();
        try {
            return HprofReader.read(dump, layout, freeHeap());
        } catch (HprofReader.NotEnoughHeapException tooSmall) {
            if (elsewhere == null || !tooSmall.fitsElsewhere()) {
                throw tooSmall;
            }
            try {
                elsewhere.read(dump, layout, tooSmall.needed());
                return null;
            } catch (IOException failed) {
                throw new IOException(tooSmall.getMessage() + " (" + failed.getMessage() + ")", failed);
            }
        }
    }

    static HeapDumpReachability outOfHeap() {
        return new HeapDumpReachability(null, "too little heap is free to read a heap dump; raise -Xmx");
    }

    /** Tells whether there are figures; else all of them are zero. */
    public boolean analysed() {
        return graph != null;
    }

    /** Returns why nothing was analysed, or an empty string. */
    public String reason() {
        return reason;
    }

    /**
     * Returns the bytes of what is alive, softly reachable objects included, weakly reachable ones not. They agree with
     * a class histogram.
     */
    public long reachableBytes() {
        return strongBytes + softBytes + unexplainedBytes;
    }

    /** Returns the bytes that only soft references keep: the JVM drops them before it runs out of memory. */
    public long softlyReachableBytes() {
        return softBytes;
    }

    /** Returns the reachable instances of a class and their bytes. */
    public ClassBytes reachable(String className) {
        long instances = 0;
        long bytes = 0;
        for (int object = reachable.nextSetBit(0); object >= 0; object = reachable.nextSetBit(object + 1)) {
            if (nameOf(object).equals(className)) {
                instances++;
                bytes += graph.bytesOf(object);
            }
        }
        return new ClassBytes(className, instances, bytes);
    }

    /**
     * Returns what would be garbage if the instances of some classes were, these instances included, the heaviest class
     * first.
     *
     * @param classNames exact names such as {@code com.acme.FooTest$Inner}
     */
    public Retained retainedOnlyByInstancesOf(Set<String> classNames) {
        return graph == null ? new Retained(0, List.of()) : summary(retainedBy(classNames));
    }

    /** Returns the buffers that hold direct memory, none if nothing was analysed; not their slices, which hold them. */
    public List<DirectBuffer> directBuffers(Set<String> testClasses) {
        List<DirectBuffer> found = new ArrayList<>();
        if (graph != null && graph.roots().buffers() > 0) {
            BitSet retained = retainedBy(testClasses);
            HprofRoots roots = graph.roots();
            for (int i = 0; i < roots.buffers(); i++) {
                int buffer = roots.buffer(i);
                if (reachable.get(buffer) && leadsTo(DirectBuffer.DEALLOCATOR, buffer, 2)) {
                    found.add(new DirectBuffer(roots.address(i), roots.capacity(i), retained.get(buffer)));
                }
            }
        }
        return found;
    }

    private boolean leadsTo(String className, int object, int steps) {
        IntList edges = graph.edges();
        for (int edge = graph.firstEdge()[object]; edges.get(edge) != HeapGraph.END; edge++) {
            int target = edges.get(edge);
            if (target >= 0
                    && (steps == 1 ? nameOf(target).equals(className) : leadsTo(className, target, steps - 1))) {
                return true;
            }
        }
        return false;
    }

    private BitSet retainedBy(Set<String> classNames) {
        boolean[] dead = new boolean[graph.classes().count()];
        for (int number = 0; number < dead.length; number++) {
            dead[number] = number >= HprofClasses.PRIMITIVE_ARRAYS
                    && classNames.contains(graph.classes().nameOf(number));
        }
        BitSet held = new BitSet(graph.size());
        HeapMarking others = new HeapMarking(graph, held, object -> dead[graph.classOf()[object]]);
        startAtRoots(others);
        // A dump does not show all that the JVM holds, such as the fields of a class object. Whatever is in a dump of
        // live objects and cannot be explained is held by someone, and so is what it leads to.
        int next = reachable.nextClearBit(0);
        for (int object = next; object < graph.size(); object = reachable.nextClearBit(object + 1)) {
            others.start(object);
        }
        others.run();
        BitSet retained = (BitSet) reachable.clone();
        retained.andNot(held);
        return retained;
    }

    /** Returns who holds what; null if nothing was analysed. */
    @Nullable HolderTree holders(Set<String> testClasses, ThreadFacts facts) {
        return graph == null ? null : new Holding(graph, testClasses, facts).run(reachable);
    }

    /** Returns the bytes of all objects by class. */
    Map<String, Long> bytesByClass() {
        long[] bytes = new long[graph.classes().count()];
        for (int object = 0; object < graph.size(); object++) {
            if (reachable.get(object) || !Fillers.mayBe(nameOf(object))) {
                bytes[graph.classOf()[object]] += graph.bytesOf(object);
            }
        }
        Map<String, Long> byName = new HashMap<>();
        for (int number = 0; number < bytes.length; number++) {
            if (bytes[number] > 0) {
                byName.merge(graph.classes().nameOf(number), bytes[number], Long::sum);
            }
        }
        return byName;
    }

    HprofClasses classes() {
        return graph.classes();
    }

    private Retained summary(BitSet objects) {
        long[] instances = new long[graph.classes().count()];
        long[] bytes = new long[instances.length];
        long total = 0;
        for (int object = objects.nextSetBit(0); object >= 0; object = objects.nextSetBit(object + 1)) {
            instances[graph.classOf()[object]]++;
            bytes[graph.classOf()[object]] += graph.bytesOf(object);
            total += graph.bytesOf(object);
        }
        List<ClassBytes> classes = new ArrayList<>();
        for (int number = 0; number < bytes.length; number++) {
            if (instances[number] > 0) {
                classes.add(new ClassBytes(graph.classes().nameOf(number), instances[number], bytes[number]));
            }
        }
        classes.sort(Comparator.comparingLong(ClassBytes::bytes).reversed().thenComparing(ClassBytes::className));
        return new Retained(total, List.copyOf(classes));
    }

    private void startAtRoots(HeapMarking marking) {
        for (int i = 0; i < graph.roots().size(); i++) {
            marking.start(graph.roots().object(i));
        }
    }

    /** Returns the bytes of what lives without a reference in the dump, such as what a class object holds. */
    private long unexplainedBytes() {
        long bytes = 0;
        int next = reachable.nextClearBit(0);
        for (int object = next; object < graph.size(); object = reachable.nextClearBit(object + 1)) {
            if (!Fillers.mayBe(nameOf(object))) {
                bytes += graph.bytesOf(object);
            }
        }
        return bytes;
    }

    private String nameOf(int object) {
        return graph.classes().nameOf(graph.classOf()[object]);
    }

    /** Returns why a dump must not be tried, or an empty string. */
    private static String danger(long mostLiveBytes) throws IOException {
        long live = usedHeap();
        if (live > mostLiveBytes) {
            live = HistogramParser.parse(DiagnosticCommands.classHistogram()).totalBytes();
        }
        if (live > mostLiveBytes) {
            return live / MB + " MB are live, too much for a heap dump during tests (limit " + mostLiveBytes / MB
                    + " MB)";
        }
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        long disk = Files.getFileStore(directory).getUsableSpace();
        if (disk < live * DISK_PER_LIVE_BYTE) {
            return directory + " has " + disk / MB + " MB free, too little for a heap dump of " + live / MB
                    + " MB; free some or set -Djava.io.tmpdir";
        }
        return "";
    }

    private static long usedHeap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Returns what can still be allocated, with a third left to others. */
    private static long freeHeap() {
        return (Runtime.getRuntime().maxMemory() - usedHeap()) * 2 / 3;
    }

    /**
     * What some objects alone retain.
     *
     * @param bytes in all
     * @param classes of the retained objects, the heaviest first
     */
    public record Retained(long bytes, List<ClassBytes> classes) {}
}
