package dev.leakcheck.internal.heap;

/** A class as the dump describes it. */
final class HprofClass {

    final long id;
    final long superId;
    /** Strong references from the class itself: super class, loader, static fields and the like. */
    final long[] references;

    final byte[] fieldTypes;
    /** Which of the own fields is called {@code referent}, or -1. */
    final int referentField;

    final int staticBytes;

    String name = "?";
    /** Where instance data has references, in bytes from its start. */
    int[] referenceOffsets = {};
    /** Where instance data has {@code Reference.referent}, or -1. */
    int referentOffset = -1;
    /** A soft referent counts as held; a weak, phantom or final one does not. */
    boolean isSoft;

    long instanceSize;

    HprofClass(long id, long superId, long[] references, byte[] fieldTypes, int referentField, int staticBytes) {
        this.id = id;
        this.superId = superId;
        this.references = references;
        this.fieldTypes = fieldTypes;
        this.referentField = referentField;
        this.staticBytes = staticBytes;
    }
}
