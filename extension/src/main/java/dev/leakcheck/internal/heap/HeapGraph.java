package dev.leakcheck.internal.heap;

/**
 * The objects of a dump by number, densely.
 *
 * @param classes of the dump
 * @param classOf the number of each object's class
 * @param sizeInEights each object's size, in units of eight bytes
 * @param firstEdge where each object's references start in {@code edges}, which -1 ends; a reference number
 *     {@code n} that is soft is stored as {@code -2 - n}
 * @param edges the references of all objects
 * @param roots what is held from outside the heap
 */
record HeapGraph(
        HprofClasses classes, int[] classOf, int[] sizeInEights, int[] firstEdge, IntList edges, IntList roots) {

    static final int END = -1;

    static int soft(int object) {
        return -2 - object;
    }

    int size() {
        return classOf.length;
    }

    long bytesOf(int object) {
        return sizeInEights[object] * 8L;
    }
}
