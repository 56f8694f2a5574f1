package dev.leakcheck.internal.heap;

import java.io.IOException;

/** Reads a CLASS DUMP record. */
final class HprofClassReader {

    private static final int OTHER_REFERENCES = 4;

    private HprofClassReader() {}

    static HprofClass read(HprofInput in, long referentNameId, long tidNameId) throws IOException {
        long id = in.id();
        in.skip(4);
        LongList references = new LongList();
        LongList names = new LongList();
        long superId = in.id();
        long loaderId = in.id();
        references.add(superId);
        references.add(loaderId);
        // Signers, protection domain and two reserved ones.
        for (int i = 0; i < OTHER_REFERENCES; i++) {
            references.add(in.id());
        }
        in.skip(4);
        skipConstants(in);
        int staticBytes = readStatics(in, references, names);

        byte[] types = new byte[in.u2()];
        long[] fieldNames = new long[types.length];
        int referentField = -1;
        int tidField = -1;
        for (int field = 0; field < types.length; field++) {
            fieldNames[field] = in.id();
            if (fieldNames[field] == referentNameId) {
                referentField = field;
            } else if (fieldNames[field] == tidNameId) {
                tidField = field;
            }
            types[field] = (byte) in.u1();
        }
        HprofClass type = new HprofClass(id, superId, loaderId, references.toArray(), names.toArray(), staticBytes);
        type.fieldTypes = types;
        type.fieldNames = fieldNames;
        type.referentField = referentField;
        type.tidField = tidField;
        return type;
    }

    private static void skipConstants(HprofInput in) throws IOException {
        for (int left = in.u2(); left > 0; left--) {
            in.skip(2);
            in.skip(Hprof.sizeOf(in.u1(), in.idSize()));
        }
    }

    /** Returns what the static fields take, with a reference counted as four bytes. */
    private static int readStatics(HprofInput in, LongList references, LongList names) throws IOException {
        int bytes = 0;
        for (int left = in.u2(); left > 0; left--) {
            long name = in.id();
            int type = in.u1();
            if (type == Hprof.OBJECT) {
                names.add(name);
                references.add(in.id());
            } else {
                in.skip(Hprof.sizeOf(type, 8));
            }
            bytes += Hprof.sizeOf(type, 4);
        }
        return bytes;
    }
}
