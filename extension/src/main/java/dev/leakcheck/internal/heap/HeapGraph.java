package dev.leakcheck.internal.heap;

import java.util.function.LongToIntFunction;

/**
 * The objects of a dump by number, densely.
 *
 * @param classes of the dump
 * @param classOf the number of each object's class
 * @param sizeInEights each object's size, in units of eight bytes
 * @param firstEdge where each object's references start in {@code edges}, which -1 ends; a reference number
 *     {@code n} that is soft is stored as {@code -2 - n}, a field that is null as {@link #NOTHING}
 * @param edges the references of all objects
 * @param roots what is held from outside the heap
 * @param objectOf the number of the object with an id of the dump, negative if there is none
 */
record HeapGraph(
        HprofClasses classes,
        int[] classOf,
        int[] sizeInEights,
        int[] firstEdge,
        IntList edges,
        HprofRoots roots,
        LongToIntFunction objectOf) {

    static final int END = -1;
    static final int NOTHING = Integer.MIN_VALUE;

    static int soft(int object) {
        return -2 - object;
    }

    int size() {
        return classOf.length;
    }

    String nameOf(int object) {
        return classes.nameOf(classOf[object]);
    }

    long bytesOf(int object) {
        return sizeInEights[object] * 8L;
    }
}
