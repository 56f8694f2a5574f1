package dev.leakcheck.internal.heap;

import java.io.IOException;

/** One pass over a dump. A method that is given the input consumes exactly its record. */
interface HprofVisitor {

    void string(HprofInput in, int length) throws IOException;

    void loadedClass(long classId, long nameId);

    /** A part with objects begins; what strings and names of classes came before it is all. */
    void segment();

    /** {@code thread} is the serial number of the thread that holds it, or -1. */
    void root(int kind, long id, int thread);

    void classDump(HprofInput in) throws IOException;

    void instance(HprofInput in, long id, long classId, int length) throws IOException;

    void objectArray(HprofInput in, long id, long classId, int length) throws IOException;

    void primitiveArray(long id, int type, long size);
}
