package dev.leakcheck.internal.heap;

import dev.leakcheck.internal.heap.ClassKinds.Kind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Which threads and thread locals hold something, by what name and whose they are. */
final class ThreadHolders {

    private static final String MAP = "java.lang.ThreadLocal$ThreadLocalMap";
    private static final String GONE = "that nobody else holds";

    private record Key(Kind kind, String name) {}

    private final HeapGraph graph;
    private final ClassKinds kinds;
    private final BitSet liveThreads = new BitSet();
    private final BitSet entries = new BitSet();
    private final Map<Integer, Integer> keyOf = new HashMap<>();
    private final Map<Integer, Key> keys = new HashMap<>();
    private final Map<Integer, Integer> threadOf = new HashMap<>();

    ThreadHolders(HeapGraph graph, ClassKinds kinds) {
        this.graph = graph;
        this.kinds = kinds;
        HprofRoots roots = graph.roots();
        for (int i = 0; i < roots.size(); i++) {
            if (roots.kind(i) == Hprof.ROOT_THREAD_OBJECT) {
                liveThreads.set(roots.object(i));
            }
        }
        for (int i = 0; i < roots.entries(); i++) {
            entries.set(roots.entry(i));
            keyOf.put(roots.entry(i), roots.key(i));
        }
        liveThreads.stream().forEach(this::findEntries);
        keyOf.values().forEach(key -> keys.put(key, null));
        findStaticKeys();
        if (keys.containsValue(null)) {
            findOtherKeys();
        }
    }

    BitSet liveThreads() {
        return liveThreads;
    }

    BitSet entries() {
        return entries;
    }

    Kind kindOfEntry(int entry) {
        return key(entry).kind();
    }

    String nameOfEntry(int entry) {
        return key(entry).name();
    }

    /** Returns the live thread that has an entry, or -1. */
    int threadOfEntry(int entry) {
        return threadOf.getOrDefault(entry, -1);
    }

    private Key key(int entry) {
        Key key = keys.get(keyOf.getOrDefault(entry, -1));
        return key == null ? new Key(Kind.USER, GONE) : key;
    }

    private void findEntries(int thread) {
        forEachTarget(thread, map -> {
            if (graph.nameOf(map).equals(MAP)) {
                forEachTarget(map, table -> forEachTarget(table, entry -> threadOf.put(entry, thread)));
            }
        });
    }

    private void forEachTarget(int object, java.util.function.IntConsumer consumer) {
        for (int edge = graph.firstEdge()[object]; graph.edges().get(edge) != HeapGraph.END; edge++) {
            if (graph.edges().get(edge) >= 0) {
                consumer.accept(graph.edges().get(edge));
            }
        }
    }

    private void findStaticKeys() {
        for (HprofClass type : graph.classes().all()) {
            Kind kind = kinds.of(graph.classes().numberOf(type.id));
            for (int i = 0; i < type.staticNames.length; i++) {
                int target = graph.objectOf().applyAsInt(type.references[HprofClass.OTHER_REFERENCES + i]);
                if (target >= 0 && keys.containsKey(target)) {
                    found(
                            target,
                            new Key(kind, type.name + "." + graph.classes().text(type.staticNames[i])));
                }
            }
        }
    }

    /** Those that an object holds, by the class and field of the first one. */
    private void findOtherKeys() {
        Map<Integer, Key> statics = new HashMap<>(keys);
        for (int object = 0; object < graph.size(); object++) {
            int type = graph.classOf()[object];
            if (graph.firstEdge()[object] == 0 || type < HprofClasses.PRIMITIVE_ARRAYS || entries.get(object)) {
                continue;
            }
            long[] names = graph.classes().byNumber(type).edgeNames;
            int slot = 0;
            for (int edge = graph.firstEdge()[object]; graph.edges().get(edge) != HeapGraph.END; edge++, slot++) {
                int target = graph.edges().get(edge);
                if (target >= 0 && statics.containsKey(target) && statics.get(target) == null && slot < names.length) {
                    Kind kind = isOrdinary(graph.nameOf(target)) ? kinds.of(type) : kinds.ofObject(target);
                    found(
                            target,
                            new Key(
                                    kind,
                                    graph.nameOf(object) + "." + graph.classes().text(names[slot])));
                }
            }
        }
    }

    /** A class of thread locals that everybody uses: what it is of tells nothing. */
    private static boolean isOrdinary(String className) {
        return className.equals("java.lang.ThreadLocal")
                || className.equals("java.lang.InheritableThreadLocal")
                || className.equals("java.lang.ThreadLocal$SuppliedThreadLocal");
    }

    /** What the JDK or a tool holds is theirs, whoever else refers to it. */
    private void found(int key, Key holder) {
        Key known = keys.get(key);
        if (known == null || known.kind() == Kind.USER && holder.kind() != Kind.USER) {
            keys.put(key, holder);
        }
    }
}
