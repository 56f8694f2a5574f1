package dev.leakcheck.internal.heap;

/** What the numbers in a {@link HolderTree} stand for. */
interface ClassNames {

    /** Returns the name of a class. */
    String nameOf(int number);

    /** Returns the name of a field. */
    String text(long nameId);
}
