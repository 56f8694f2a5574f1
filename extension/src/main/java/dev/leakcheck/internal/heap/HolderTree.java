package dev.leakcheck.internal.heap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Paths from holders to what they hold, by classes and fields: objects that are reached in the same way share a node.
 * What a collection is made of counts as the collection itself, and what links to its own kind as one.
 */
final class HolderTree {

    /** Deeper paths end here; whoever reads them has long lost the thread. */
    private static final int DEEPEST = 20;

    /** More kinds of paths than these are shown nowhere. */
    private static final int MOST_NODES = 200_000;

    /** A holder, or objects below it. */
    static final class Node {
        final Node parent;
        /** What to call a holder; empty below. */
        final String holder;
        /** The class of the objects; -1 of a holder; below that, see {@link #ofClass}. */
        final int type;
        /** The field of the parent's objects that holds these; 0 if there is none. */
        final long field;

        final int number;
        final int depth;
        boolean accusable;
        /** Is of a thread that an earlier test left running: not the doing of the test that runs now. */
        boolean leftOver;

        final List<Node> children = new ArrayList<>(0);
        final Map<Integer, long[]> byClass = new HashMap<>(4);
        /** The fields by which its objects lead back to their own kind or to one above, and that class. */
        final Map<Long, Integer> back = new HashMap<>(0);
        /** How many entries a collection has. */
        long entries;

        Node(int number, Node parent, String holder, int type, long field) {
            this.number = number;
            this.parent = parent;
            this.holder = holder;
            this.type = type;
            this.field = field;
            this.depth = parent == null ? 0 : parent.depth + 1;
        }

        void add(int classNumber, long bytes) {
            long[] figures = byClass.computeIfAbsent(classNumber, ignored -> new long[2]);
            figures[0]++;
            figures[1] += bytes;
        }

        long count() {
            return byClass.getOrDefault(type, new long[2])[0];
        }
    }

    /** Stands for the static part of a class, as the type of a node. */
    static int ofClass(int classNumber) {
        return -2 - classNumber;
    }

    private record Step(Node parent, int type, long field) {}

    private final HprofClasses classes;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Step, Integer> known = new HashMap<>();
    private final Parts collections;
    private boolean accusing;

    HolderTree(HprofClasses classes) {
        this.classes = classes;
        this.collections = new Parts(classes);
        // Objects that nothing was said about have this number.
        nodes.add(new Node(0, null, "", -1, 0));
    }

    /** Whether the holders that follow may be accused. */
    void accuse(boolean accusing) {
        this.accusing = accusing;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    int holder(String name) {
        Node node = new Node(nodes.size(), null, name, -1, 0);
        node.accusable = accusing;
        nodes.add(node);
        return node.number;
    }

    Iterable<Node> holders() {
        return nodes.stream().skip(1).filter(node -> node.parent == null).toList();
    }

    /** Returns the node of an object that another one holds. */
    int below(int number, int parentType, int type, long field) {
        Node parent = nodes.get(number);
        if (parent.type >= 0 && type >= 0) {
            if (collections.isPart(parent.type, parentType, type)) {
                if (collections.isEntry(type)) {
                    parent.entries++;
                }
                return number;
            }
            if (parent.type == type || parent.depth >= DEEPEST) {
                parent.back.putIfAbsent(field, type);
                return number;
            }
        }
        Step step = new Step(parent, type, field);
        Integer child = known.get(step);
        if (child == null) {
            child = ancestorOf(parent, type);
            if (child >= 0) {
                parent.back.put(field, type);
            }
            if (child < 0 && nodes.size() >= MOST_NODES) {
                return number;
            }
            if (child < 0) {
                Node node = new Node(nodes.size(), parent, "", type, field);
                parent.children.add(node);
                nodes.add(node);
                child = nodes.size() - 1;
            }
            known.put(step, child);
        }
        return child;
    }

    /** A path that comes round to a class of the user's goes no deeper. */
    private int ancestorOf(Node from, int type) {
        if (type < HprofClasses.PRIMITIVE_ARRAYS || classes.nameOf(type).startsWith("java.")) {
            return -1;
        }
        for (Node node = from; node != null; node = node.parent) {
            if (node.type == type) {
                return node.number;
            }
        }
        return -1;
    }

    /** What the collections of the JDK are made of. */
    private static final class Parts {

        private static final List<String> ENTRIES =
                List.of("Node", "Entry", "QNode", "TreeNode", "EntryForKey", "Item", "LinkedHashMapEntry");
        private static final List<String> OTHERS =
                List.of("TreeBin", "Segment", "ForwardingNode", "ReservationNode", "Index", "HeadIndex", "CounterCell");

        private final HprofClasses classes;
        private final Map<Integer, Boolean> parts = new HashMap<>();
        private final Map<Integer, Boolean> entries = new HashMap<>();

        Parts(HprofClasses classes) {
            this.classes = classes;
        }

        boolean isPart(int collection, int holder, int type) {
            String name = classes.nameOf(collection);
            if (!name.startsWith("java.util.")) {
                return name.equals("java.lang.String");
            }
            if (isPart(type)) {
                return true;
            }
            if (holder != collection) {
                return false;
            }
            String part = classes.nameOf(type);
            return part.endsWith("[]") && type >= HprofClasses.PRIMITIVE_ARRAYS
                    || name.endsWith("Set") && part.startsWith("java.util.") && part.endsWith("Map");
        }

        boolean isPart(int type) {
            return parts.computeIfAbsent(type, ignored -> isNested(type, ENTRIES) || isNested(type, OTHERS));
        }

        boolean isEntry(int type) {
            return entries.computeIfAbsent(
                    type, ignored -> !classes.nameOf(type).endsWith("[]") && isNested(type, ENTRIES));
        }

        private boolean isNested(int type, List<String> nested) {
            String name = classes.nameOf(type);
            return name.startsWith("java.util.")
                    && nested.contains(name.substring(name.lastIndexOf('$') + 1).replace("[]", ""));
        }
    }
}
