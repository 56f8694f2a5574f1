package dev.leakcheck.internal.heap;

import java.io.IOException;

/** The second pass: collects identifiers and classes. */
final class HprofNumbering implements HprofVisitor {

    private static final String REFERENT = "referent";
    private static final String TID = "tid";

    private final HprofClasses classes;
    private final long[] ids;
    private int objects;
    private long referentNameId;
    private long tidNameId;

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
        if (characters == REFERENT.length()) {
            referentNameId = in.text(characters).equals(REFERENT) ? id : referentNameId;
        } else if (characters == TID.length()) {
            tidNameId = in.text(characters).equals(TID) ? id : tidNameId;
        } else {
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
    public void root(int kind, long id, int thread) {}

    @Override
    public void classDump(HprofInput in) throws IOException {
        HprofClass type = HprofClassReader.read(in, referentNameId, tidNameId);
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
