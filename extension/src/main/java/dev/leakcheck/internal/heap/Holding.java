package dev.leakcheck.internal.heap;

import dev.leakcheck.internal.heap.ClassKinds.Kind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds out who holds each object of a dump: an object belongs to the first of these that reaches it.
 *
 * <ol>
 *   <li>The JDK and class loading, by objects of the JDK alone: what is reached so would stay whatever the tests let go
 *       of.
 *   <li>Static fields, thread locals and threads of the tests, of what they test and of its libraries; and what these
 *       have put into the JDK's hands, such as a shutdown hook.
 *   <li>LeakCheck, and what runs the tests.
 * </ol>
 *
 * <p>The instances of test classes count as dead. What is left is theirs, softly reachable, or garbage.
 */
final class Holding {

    private static final String CLASS_LOADING = "class loading";
    private static final String THE_JVM = "the JVM itself";
    private static final String OURS = "LeakCheck";
    private static final String TEST_FRAMEWORK = "what runs the tests";

    /** What anybody may fill. */
    private static final Set<String> OPEN_TO_ALL = Set.of("java.lang.System.props");

    private final HeapGraph graph;
    private final HprofClasses classes;
    private final ClassKinds kinds;
    private final HolderTree tree;
    private final ThreadHolders threads;
    private final ThreadFacts facts;
    private final boolean[] dead;
    /** The node of each object; 0 if it belongs to nobody yet. */
    private final int[] nodeOf;
    /** Mirrors and loaders that last, live threads, thread locals: holders of their own. */
    private final BitSet stops;

    private final Map<Integer, HprofClass> mirrors = new HashMap<>();
    private final IntList pending = new IntList(1024);
    private final IntList doors = new IntList(64);
    private final IntList doorNodes = new IntList(64);
    private final Map<String, Integer> shared = new HashMap<>();
    private boolean passesUser;
    private boolean passesTools;
    private boolean remembersPaths;

    Holding(HeapGraph graph, Set<String> testClasses, ThreadFacts facts) {
        this.graph = graph;
        this.facts = facts;
        classes = graph.classes();
        dead = new boolean[classes.count()];
        for (int number = HprofClasses.PRIMITIVE_ARRAYS; number < dead.length; number++) {
            dead[number] = testClasses.contains(classes.nameOf(number));
        }
        kinds = new ClassKinds(graph, testClasses);
        tree = new HolderTree(classes);
        threads = new ThreadHolders(graph, kinds);
        nodeOf = new int[graph.size()];
        stops = kinds.lastingObjects();
        stops.or(threads.liveThreads());
        stops.or(threads.entries());
        classes.all().forEach(type -> mirrors.put(type.mirror, type));
    }

    /** Returns who holds what, with the accusable holders marked as such. */
    HolderTree run(BitSet explained) {
        theJdks(explained);
        drain();
        passesUser = true;
        remembersPaths = true;
        tree.accuse(true);
        statics(Kind.USER);
        drain();
        entries(Kind.USER);
        drain();
        threads(ThreadFacts.Role.USER);
        threads(ThreadFacts.Role.LEFT_OVER);
        drain();
        // One holder for all that was put into the same hands: only so can it be compared with an earlier note.
        Map<String, Integer> hands = new HashMap<>();
        for (int i = 0; i < doors.size(); i++) {
            String holder = tree.node(doorNodes.get(i)).holder;
            start(doors.get(i), hands.computeIfAbsent(holder, tree::holder));
        }
        drain();
        tree.accuse(false);
        remembersPaths = false;
        passesTools = true;
        statics(Kind.OURS);
        entries(Kind.OURS);
        drain();
        statics(Kind.TOOL);
        entries(Kind.TOOL);
        for (int i = 0; i < graph.roots().size(); i++) {
            expandOrStart(graph.roots().object(i), TEST_FRAMEWORK);
        }
        drain();
        return tree;
    }

    private void theJdks(BitSet explained) {
        for (int object = stops.nextSetBit(0); object >= 0; object = stops.nextSetBit(object + 1)) {
            if (!threads.entries().get(object) && !threads.liveThreads().get(object)) {
                expandOrStart(object, CLASS_LOADING);
            }
        }
        statics(Kind.JDK);
        entries(Kind.JDK);
        threads(ThreadFacts.Role.SYSTEM);
        HprofRoots roots = graph.roots();
        for (int i = 0; i < roots.size(); i++) {
            if (roots.thread(i) < 0 && roots.kind(i) != Hprof.ROOT_MONITOR_USED) {
                start(roots.object(i), shared(THE_JVM));
            }
        }
        // A dump does not show all that the JVM holds, such as the values of a ClassValue.
        for (int object = explained.nextClearBit(0);
                object < graph.size();
                object = explained.nextClearBit(object + 1)) {
            if (!Fillers.mayBe(graph.nameOf(object))) {
                start(object, shared(THE_JVM));
            }
        }
    }

    private void statics(Kind kind) {
        for (HprofClass type : classes.all()) {
            if (kinds.isLasting(type)) {
                Kind own = kinds.of(classes.numberOf(type.id));
                for (int i = 0; i < type.staticNames.length; i++) {
                    int target = graph.objectOf().applyAsInt(type.references[HprofClass.OTHER_REFERENCES + i]);
                    if (target >= 0 && isFree(target)) {
                        startStatic(kind, own, type.name + "." + classes.text(type.staticNames[i]), target);
                    }
                }
            }
        }
    }

    private void startStatic(Kind wanted, Kind own, String field, int target) {
        if (field.indexOf('<') >= 0) {
            // What the JVM shows as static fields of a class: its constants, its initialisation lock.
            if (wanted == Kind.JDK) {
                start(target, shared(CLASS_LOADING));
            }
            return;
        }
        Kind kind = OPEN_TO_ALL.contains(field) ? Kind.USER : own;
        if (kind == wanted) {
            start(target, kind == Kind.USER || kind == Kind.JDK ? holder("static " + field, target) : shared(kind));
        }
    }

    private int shared(Kind kind) {
        return shared(kind == Kind.OURS ? OURS : TEST_FRAMEWORK);
    }

    private int shared(String name) {
        return shared.computeIfAbsent(name, tree::holder);
    }

    /** A holder of its own, if there is anything for it to hold. */
    private int holder(String name, int target) {
        return isFree(target) ? tree.holder(name) : 0;
    }

    private void entries(Kind kind) {
        BitSet entries = threads.entries();
        for (int entry = entries.nextSetBit(0); entry >= 0; entry = entries.nextSetBit(entry + 1)) {
            if (threads.kindOfEntry(entry) == kind) {
                stops.clear(entry);
                int thread = threads.threadOfEntry(entry);
                String of = thread < 0 ? "" : " of thread \"" + facts.name(idOf(thread)) + '"';
                boolean named = kind == Kind.USER || kind == Kind.JDK;
                start(entry, named ? tree.holder("thread local " + threads.nameOfEntry(entry) + of) : shared(kind));
            }
        }
    }

    private void threads(ThreadFacts.Role role) {
        HprofRoots roots = graph.roots();
        BitSet live = threads.liveThreads();
        for (int thread = live.nextSetBit(0); thread >= 0; thread = live.nextSetBit(thread + 1)) {
            if (facts.role(idOf(thread)) == role) {
                stops.clear(thread);
                start(thread, holderOfThread(role, thread, ""));
            }
        }
        for (int i = 0; i < roots.size(); i++) {
            int thread = roots.thread(i);
            if (thread >= 0 && facts.role(idOf(thread)) == role) {
                start(roots.object(i), holderOfThread(role, thread, "stack of "));
            }
        }
    }

    private int holderOfThread(ThreadFacts.Role role, int thread, String part) {
        if (role == ThreadFacts.Role.SYSTEM) {
            return shared(THE_JVM);
        }
        String place = part.isEmpty() ? "" : facts.place(idOf(thread));
        int holder =
                shared(part + "thread \"" + facts.name(idOf(thread)) + '"' + (place.isEmpty() ? "" : " in " + place));
        tree.node(holder).leftOver =
                role == ThreadFacts.Role.LEFT_OVER || !part.isEmpty() && facts.worksForOthers(idOf(thread));
        return holder;
    }

    private Long idOf(int thread) {
        return graph.roots().threadIds().getOrDefault(thread, -1L);
    }

    private boolean isFree(int object) {
        return nodeOf[object] == 0 && !stops.get(object) && !isDead(object);
    }

    /** JUnit lets go of the instances of test classes. */
    private boolean isDead(int object) {
        return dead[graph.classOf()[object]];
    }

    /** Begins at an object that is nobody's part: what it refers to is the holder's. */
    private void expandOrStart(int object, String holder) {
        if (stops.get(object) && nodeOf[object] == 0) {
            nodeOf[object] = shared(holder);
            tree.node(nodeOf[object]).add(graph.classOf()[object], graph.bytesOf(object));
            pending.add(object);
        } else {
            start(object, shared(holder));
        }
    }

    private void start(int object, int node) {
        if (isFree(object)) {
            take(object, remembersPaths ? tree.below(node, -1, typeOf(object), 0) : node, node);
        }
    }

    private void take(int object, int node, int from) {
        HprofClass mirrored = mirrors.get(object);
        // The classes of a loader that somebody made are what that loader holds.
        Kind kind = mirrored == null || kinds.isLasting(mirrored) ? kinds.ofObject(object) : Kind.USER;
        boolean tool = kind == Kind.TOOL || kind == Kind.OURS;
        if (kind == Kind.USER && !passesUser || tool && !passesTools) {
            if (kind == Kind.USER) {
                doors.add(object);
                doorNodes.add(from);
            }
            return;
        }
        nodeOf[object] = node;
        tree.node(node).add(graph.classOf()[object], graph.bytesOf(object));
        pending.add(object);
    }

    /** First in, first out: the shortest path is the one that tells most. */
    private void drain() {
        for (int next = 0; next < pending.size(); next++) {
            expand(pending.get(next));
        }
        pending.clear();
    }

    private void expand(int object) {
        HprofClass mirrored = mirrors.get(object);
        int type = graph.classOf()[object];
        boolean lasting = mirrored != null && kinds.isLasting(mirrored);
        int node = nodeOf[object];
        int slot = 0;
        for (int edge = graph.firstEdge()[object]; graph.edges().get(edge) != HeapGraph.END; edge++) {
            int target = graph.edges().get(edge);
            if (target >= 0 || target == HeapGraph.NOTHING) {
                // The static fields of lasting classes are holders of their own.
                if (target >= 0 && isFree(target) && !(lasting && slot >= HprofClass.OTHER_REFERENCES)) {
                    int below = remembersPaths
                            ? tree.below(node, typeOf(object), typeOf(target), fieldAt(slot, type, mirrored))
                            : node;
                    take(target, below, node);
                }
                slot++;
            }
        }
    }

    private long fieldAt(int slot, int type, HprofClass mirrored) {
        if (mirrored != null) {
            int field = slot - HprofClass.OTHER_REFERENCES;
            return field < 0 ? 0 : mirrored.staticNames[field];
        }
        long[] names = classes.byNumber(type).edgeNames;
        return slot < names.length ? names[slot] : 0;
    }

    /** The class of an object; for what stands for a class, that class, told apart by {@link HolderTree#ofClass}. */
    private int typeOf(int object) {
        HprofClass mirrored = mirrors.get(object);
        return mirrored == null ? graph.classOf()[object] : HolderTree.ofClass(classes.numberOf(mirrored.id));
    }
}
