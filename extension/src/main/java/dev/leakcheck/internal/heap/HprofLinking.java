package dev.leakcheck.internal.heap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The third pass: fills the graph. */
final class HprofLinking implements HprofVisitor {

    private static final int BYTES_PER_UNIT = 8;

    private final HprofClasses classes;
    private final IdIndex index;
    private final ObjectLayout layout;
    private final int[] classOf;
    private final int[] size;
    private final int[] firstEdge;
    private final IntList edges;
    private final HprofRoots roots = new HprofRoots();

    private final Map<Long, String> names = new HashMap<>();
    private final Set<Long> wantedNames;
    private boolean resolved;
    private int idSize;
    private int classOfClasses = -1;

    /** Instances of a class often come in a row. */
    private long lastClassId;

    private int lastClass = -1;

    HprofLinking(HprofClasses classes, IdIndex index, int references, ObjectLayout layout) {
        this.classes = classes;
        this.index = index;
        this.layout = layout;
        classOf = new int[index.size()];
        size = new int[index.size()];
        firstEdge = new int[index.size()];
        edges = new IntList(references + 1);
        // An object without references has its first edge here.
        edges.add(HeapGraph.END);
        wantedNames = new HashSet<>(classes.nameIds().values());
        for (HprofClass type : classes.all()) {
            addAll(type.staticNames);
            addAll(type.fieldNames);
        }
    }

    private void addAll(long[] nameIds) {
        for (long nameId : nameIds) {
            wantedNames.add(nameId);
        }
    }

    HeapGraph graph() {
        return new HeapGraph(classes, classOf, size, firstEdge, edges, roots, index::of);
    }

    @Override
    public void string(HprofInput in, int length) throws IOException {
        idSize = in.idSize();
        long id = in.id();
        if (wantedNames.contains(id)) {
            names.put(id, in.text(length - idSize));
        } else {
            in.skip(length - idSize);
        }
    }

    @Override
    public void loadedClass(long classId, long nameId) {}

    @Override
    public void segment() {
        if (resolved) {
            return;
        }
        resolved = true;
        classes.resolve(names, idSize);
        for (HprofClass type : classes.all()) {
            if (type.name.equals("java.lang.Class")) {
                classOfClasses = classes.numberOf(type.id);
            }
        }
    }

    @Override
    public void root(int kind, long id, int thread) {
        int object = index.of(id);
        if (object >= 0) {
            roots.add(kind, object, thread);
        }
    }

    @Override
    public void classDump(HprofInput in) throws IOException {
        HprofClass type = HprofClassReader.read(in, 0, 0);
        int object = index.of(type.id);
        describe(object, classOfClasses, classes.mirrorSize(type));
        classes.mirror(type.id, object);
        int first = edges.size();
        for (long reference : type.references) {
            link(reference);
        }
        endEdges(object, first);
    }

    @Override
    public void instance(HprofInput in, long id, long classId, int length) throws IOException {
        int object = index.of(id);
        int number = numberOf(classId);
        if (number < 0) {
            in.skip(length);
            return;
        }
        HprofClass type = classes.byNumber(number);
        describe(object, number, type.instanceSize);
        int first = edges.size();
        int read = 0;
        if (type.isWeakEntry && idAt(in.peek(length), type.referentOffset) == 0) {
            in.skip(length);
            return;
        }
        if (type.tidOffset >= 0 || type.isThreadLocalEntry) {
            threadFacts(in.peek(length), type, object);
        }
        if (type.addressOffset >= 0 && type.capacityOffset >= 0) {
            ByteBuffer content = in.peek(length);
            roots.buffer(object, content.getLong(type.addressOffset), content.getInt(type.capacityOffset));
        }
        for (int offset : type.referenceOffsets) {
            if (type.isSoft && type.referentOffset >= read && type.referentOffset < offset) {
                read = softReferent(in, type, read);
            }
            in.skip(offset - read);
            link(in.id());
            read = offset + idSize;
        }
        if (type.isSoft && type.referentOffset >= read) {
            read = softReferent(in, type, read);
        }
        in.skip(length - read);
        link(classId);
        endEdges(object, first);
    }

    @Override
    public void objectArray(HprofInput in, long id, long classId, int length) throws IOException {
        int object = index.of(id);
        describe(object, numberOf(classId), layout.arraySize(length, Hprof.OBJECT));
        int first = edges.size();
        for (int i = 0; i < length; i++) {
            int element = index.of(in.id());
            if (element >= 0) {
                edges.add(element);
            }
        }
        endEdges(object, first);
    }

    @Override
    public void primitiveArray(long id, int type, long bytes) {
        describe(index.of(id), type, bytes);
    }

    /** What {@code content} tells of a thread's number, or of which thread local a value is. */
    private void threadFacts(ByteBuffer content, HprofClass type, int object) {
        if (type.tidOffset >= 0) {
            roots.threadHasId(object, content.getLong(type.tidOffset));
        } else {
            long key = idAt(content, type.referentOffset);
            roots.entryOf(object, key == 0 ? -1 : index.of(key));
        }
    }

    private long idAt(ByteBuffer content, int offset) {
        return idSize == 4 ? content.getInt(offset) & 0xFFFF_FFFFL : content.getLong(offset);
    }

    private int softReferent(HprofInput in, HprofClass type, int read) throws IOException {
        in.skip(type.referentOffset - read);
        int object = index.of(in.id());
        if (object >= 0) {
            edges.add(HeapGraph.soft(object));
        }
        return type.referentOffset + idSize;
    }

    private void link(long id) {
        int object = id == 0 ? -1 : index.of(id);
        // Its place is kept: by it, the field is known.
        edges.add(object >= 0 ? object : HeapGraph.NOTHING);
    }

    private void endEdges(int object, int first) {
        if (edges.size() > first) {
            edges.add(HeapGraph.END);
            firstEdge[object] = first;
        }
    }

    private void describe(int object, int number, long bytes) {
        classOf[object] = Math.max(0, number);
        size[object] = (int) (bytes / BYTES_PER_UNIT);
    }

    private int numberOf(long classId) {
        if (classId != lastClassId) {
            lastClassId = classId;
            lastClass = classes.numberOf(classId);
        }
        return lastClass;
    }
}
