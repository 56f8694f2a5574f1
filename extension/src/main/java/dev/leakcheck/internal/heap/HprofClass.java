package dev.leakcheck.internal.heap;

/** A class as the dump describes it. */
final class HprofClass {

    /** The references of a class before its static fields: super class, loader, signers, domain and two reserved. */
    static final int OTHER_REFERENCES = 6;

    private static final byte[] NO_TYPES = {};
    private static final long[] NO_NAMES = {};

    final long id;
    final long superId;
    final long loaderId;
    /** Strong references from the class itself, those of its static fields last; 0 is null. */
    final long[] references;
    /** The names of the static fields among them. */
    final long[] staticNames;

    final int staticBytes;

    /** The own fields of instances. */
    byte[] fieldTypes = NO_TYPES;

    long[] fieldNames = NO_NAMES;
    /** Which of the own fields is called {@code referent}, or -1. */
    int referentField = -1;
    /** Which of the own fields is called {@code tid}, or -1. */
    int tidField = -1;

    String name = "?";
    /** Where instance data has references, in bytes from its start. */
    int[] referenceOffsets = {};
    /** The names of the fields that an instance's edges stand for, in their order; a soft referent has none. */
    long[] edgeNames = NO_NAMES;
    /** Where instance data has {@code Reference.referent}, or -1. */
    int referentOffset = -1;
    /** A soft referent counts as held; a weak, phantom or final one does not. */
    boolean isSoft;
    /** Where instance data has {@code Thread.tid}, or -1. */
    int tidOffset = -1;

    /** Where instance data has the address and the capacity of a {@code DirectByteBuffer}, or -1. */
    int addressOffset = -1;

    int capacityOffset = -1;

    boolean isThreadLocalEntry;
    /** A weak map lets go of the value at its next use once the key is gone. */
    boolean isWeakEntry;
    /** The number of the object that stands for the class itself. */
    int mirror = -1;

    long instanceSize;

    HprofClass(long id, long superId, long loaderId, long[] references, long[] staticNames, int staticBytes) {
        this.id = id;
        this.superId = superId;
        this.loaderId = loaderId;
        this.references = references;
        this.staticNames = staticNames;
        this.staticBytes = staticBytes;
    }
}
