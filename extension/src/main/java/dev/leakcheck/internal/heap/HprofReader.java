package dev.leakcheck.internal.heap;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads a heap dump in three passes: the first counts the objects, the second one numbers them, the third one links
 * them.
 */
final class HprofReader {

    /** Bytes of heap that an object costs us besides its references: id, slice, class, size, first edge, holder and marks. */
    private static final long BYTES_PER_OBJECT = 34;

    /** What a Java array can take. */
    private static final long MOST_REFERENCES = Integer.MAX_VALUE - 8L;

    private final Path file;
    private final HprofClasses classes;
    private final ObjectLayout layout;

    private HprofReader(Path file, ObjectLayout layout) {
        this.file = file;
        this.layout = layout;
        this.classes = new HprofClasses(layout);
    }

    /**
     * Reads a dump of this JVM.
     *
     * @throws NotEnoughHeapException if the graph would not fit into what is free
     */
    static HeapGraph read(Path file, ObjectLayout layout, long freeHeap) throws IOException {
        HprofReader reader = new HprofReader(file, layout);
        HprofCounting counting = new HprofCounting();
        reader.pass(counting);
        long needed = counting.objects() * BYTES_PER_OBJECT + counting.references() * 4L;
        if (needed > freeHeap || counting.references() > MOST_REFERENCES) {
            throw new NotEnoughHeapException(needed, freeHeap, counting.references() <= MOST_REFERENCES);
        }
        HprofNumbering numbering = new HprofNumbering(reader.classes, counting.objects());
        reader.pass(numbering);
        HprofLinking linking = new HprofLinking(reader.classes, numbering.index(), (int) counting.references(), layout);
        reader.pass(linking);
        return linking.graph();
    }

    private void pass(HprofVisitor visitor) throws IOException {
        try (HprofInput in = new HprofInput(file)) {
            in.readHeader();
            while (!in.atEnd()) {
                int tag = in.u1();
                in.skip(4);
                long length = in.u4() & 0xFFFF_FFFFL;
                switch (tag) {
                    case Hprof.STRING -> visitor.string(in, (int) length);
                    case Hprof.LOAD_CLASS -> loadClass(in, visitor, length);
                    case Hprof.HEAP_DUMP, Hprof.HEAP_DUMP_SEGMENT -> segment(in, visitor, in.position() + length);
                    default -> in.skip(length);
                }
            }
        }
    }

    private static void loadClass(HprofInput in, HprofVisitor visitor, long length) throws IOException {
        long end = in.position() + length;
        in.skip(4);
        long classId = in.id();
        in.skip(4);
        visitor.loadedClass(classId, in.id());
        in.skip(end - in.position());
    }

    private void segment(HprofInput in, HprofVisitor visitor, long end) throws IOException {
        visitor.segment();
        int idSize = in.idSize();
        while (in.position() < end) {
            int tag = in.u1();
            switch (tag) {
                case Hprof.INSTANCE_DUMP -> instance(in, visitor);
                case Hprof.OBJECT_ARRAY_DUMP -> objectArray(in, visitor);
                case Hprof.PRIMITIVE_ARRAY_DUMP -> primitiveArray(in, visitor);
                case Hprof.CLASS_DUMP -> visitor.classDump(in);
                case Hprof.ROOT_UNKNOWN, Hprof.ROOT_STICKY_CLASS, Hprof.ROOT_MONITOR_USED ->
                    visitor.root(tag, in.id(), -1);
                case Hprof.ROOT_JNI_GLOBAL -> {
                    visitor.root(tag, in.id(), -1);
                    in.skip(idSize);
                }
                case Hprof.ROOT_NATIVE_STACK, Hprof.ROOT_THREAD_BLOCK -> visitor.root(tag, in.id(), in.u4());
                case Hprof.ROOT_JNI_LOCAL, Hprof.ROOT_JAVA_FRAME, Hprof.ROOT_THREAD_OBJECT -> {
                    visitor.root(tag, in.id(), in.u4());
                    in.skip(4);
                }
                default -> throw new IOException("unknown record " + tag + " in heap dump");
            }
        }
    }

    private static void instance(HprofInput in, HprofVisitor visitor) throws IOException {
        long id = in.id();
        in.skip(4);
        long classId = in.id();
        visitor.instance(in, id, classId, in.u4());
    }

    private static void objectArray(HprofInput in, HprofVisitor visitor) throws IOException {
        long id = in.id();
        in.skip(4);
        int length = in.u4();
        visitor.objectArray(in, id, in.id(), length);
    }

    private void primitiveArray(HprofInput in, HprofVisitor visitor) throws IOException {
        long id = in.id();
        in.skip(4);
        long length = in.u4() & 0xFFFF_FFFFL;
        int type = in.u1();
        visitor.primitiveArray(id, type, layout.arraySize(length, type));
        in.skip(length * Hprof.sizeOf(type, in.idSize()));
    }

    /** The graph would not fit into the free heap. */
    static final class NotEnoughHeapException extends IOException {

        private static final long serialVersionUID = 1L;

        private final long needed;
        private final boolean fitsElsewhere;

        NotEnoughHeapException(long needed, long free, boolean fitsElsewhere) {
            super("reading the heap dump takes " + needed / (1 << 20) + " MB of heap and only " + free / (1 << 20)
                    + " MB are free; raise -Xmx of the test JVM");
            this.needed = needed;
            this.fitsElsewhere = fitsElsewhere;
        }

        /** What the graph takes. */
        long needed() {
            return needed;
        }

        /** Whether it would fit into a larger heap. */
        boolean fitsElsewhere() {
            return fitsElsewhere;
        }
    }
}
