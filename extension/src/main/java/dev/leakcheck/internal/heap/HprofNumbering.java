package dev.leakcheck.internal.heap;

import java.io.IOException;

/** The second pass: collects identifiers and classes. */
final class HprofNumbering implements HprofVisitor {

    private static final String REFERENT = "referent";

    private final HprofClasses classes;
    private final long[] ids;
    private int objects;
    private long referentNameId;

    HprofNumbering(HprofClasses classes, int objects) {
        this.classes = classes;
        this.ids = new long[objects];
    }

    IdIndex index() {
        return new IdIndex(ids);
    }

    @Override
    public void string(HprofInput in, int length) throws IOException {
        long id = in.id();
        int characters = length - in.idSize();
        if (characters == REFERENT.length() && in.text(characters).equals(REFERENT)) {
            referentNameId = id;
        } else if (characters != REFERENT.length()) {
            in.skip(characters);
        }
    }

    @Override
    public void loadedClass(long classId, long nameId) {
        classes.addName(classId, nameId);
    }

    @Override
    public void segment() {}

    @Override
    public void root(long id) {}

    @Override
    public void classDump(HprofInput in) throws IOException {
        HprofClass type = HprofClassReader.read(in, referentNameId);
        classes.add(type);
        add(type.id);
    }

    @Override
    public void instance(HprofInput in, long id, long classId, int length) throws IOException {
        add(id);
        in.skip(length);
    }

    @Override
    public void objectArray(HprofInput in, long id, long classId, int length) throws IOException {
        add(id);
        in.skip((long) length * in.idSize());
    }

    @Override
    public void primitiveArray(long id, int type, long size) {
        add(id);
    }

    private void add(long id) {
        ids[objects++] = id;
    }
}
