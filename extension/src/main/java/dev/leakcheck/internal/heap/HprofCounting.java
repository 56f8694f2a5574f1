package dev.leakcheck.internal.heap;

import java.io.IOException;

/** The first pass: counts, so that what the next ones need can be held against what is free. */
final class HprofCounting implements HprofVisitor {

    private int objects;
    private long references;

    int objects() {
        return objects;
    }

    /** Returns how much the references of all objects take at most, with an end mark for each object. */
    long references() {
        return references;
    }

    @Override
    public void string(HprofInput in, int length) throws IOException {
        in.skip(length);
    }

    @Override
    public void loadedClass(long classId, long nameId) {}

    @Override
    public void segment() {}

    @Override
    public void root(int kind, long id, int thread) {}

    @Override
    public void classDump(HprofInput in) throws IOException {
        objects++;
        references += HprofClassReader.read(in, 0, 0).references.length + 1;
    }

    @Override
    public void instance(HprofInput in, long id, long classId, int length) throws IOException {
        objects++;
        // The fields may be anything; one more for the class, one for the end.
        references += length / in.idSize() + 2;
        in.skip(length);
    }

    @Override
    public void objectArray(HprofInput in, long id, long classId, int length) throws IOException {
        objects++;
        references += length + 1L;
        in.skip((long) length * in.idSize());
    }

    @Override
    public void primitiveArray(long id, int type, long size) {
        objects++;
    }
}
