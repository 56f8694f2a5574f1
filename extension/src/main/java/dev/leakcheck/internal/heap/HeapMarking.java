package dev.leakcheck.internal.heap;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** Marks what can be reached in a graph, strongly reachable objects before softly reachable ones. */
final class HeapMarking {

    private final HeapGraph graph;
    private final BitSet marked;
    private final IntPredicate blocked;
    private final IntList pending = new IntList(1024);
    private final IntList soft = new IntList(1024);
    private long strongBytes;
    private long softBytes;

    /**
     * @param blocked objects that are neither marked nor passed
     */
    HeapMarking(HeapGraph graph, BitSet marked, IntPredicate blocked) {
        this.graph = graph;
        this.marked = marked;
        this.blocked = blocked;
    }

    void start(int object) {
        if (!marked.get(object) && !blocked.test(object)) {
            marked.set(object);
            pending.add(object);
        }
    }

    void run() {
        strongBytes += drain();
        // What a soft referent leads to may end at further soft references.
        while (!soft.isEmpty()) {
            start(soft.removeLast());
            softBytes += drain();
        }
    }

    /** Returns the bytes of what was reached without passing a soft reference. */
    long strongBytes() {
        return strongBytes;
    }

    /** Returns the bytes of what was reached only by way of soft references. */
    long softBytes() {
        return softBytes;
    }

    private long drain() {
        long bytes = 0;
        IntList edges = graph.edges();
        while (!pending.isEmpty()) {
            int object = pending.removeLast();
            bytes += graph.bytesOf(object);
            for (int edge = graph.firstEdge()[object]; edges.get(edge) != HeapGraph.END; edge++) {
                int target = edges.get(edge);
                if (target >= 0) {
                    start(target);
                } else if (target != HeapGraph.NOTHING) {
                    soft.add(HeapGraph.soft(target));
                }
            }
        }
        return bytes;
    }
}
