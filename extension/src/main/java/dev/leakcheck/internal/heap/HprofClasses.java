package dev.leakcheck.internal.heap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All classes of a dump; numbers 0 to 11 stand for the arrays of the primitive types. */
final class HprofClasses implements ClassNames {

    static final int PRIMITIVE_ARRAYS = 12;

    /** What HotSpot adds to the fields of java.lang.Class that Java sees. */
    private static final int INJECTED_INTO_CLASS = 40;

    private final List<HprofClass> classes = new ArrayList<>();
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final Map<Long, Long> nameIds = new HashMap<>();
    private final ObjectLayout layout;
    private Map<Long, String> texts = Map.of();
    private int idSize;
    private long mirrorSize;

    HprofClasses(ObjectLayout layout) {
        this.layout = layout;
    }

    void add(HprofClass type) {
        numbers.put(type.id, PRIMITIVE_ARRAYS + classes.size());
        classes.add(type);
    }

    void addName(long classId, long nameId) {
        nameIds.put(classId, nameId);
    }

    Map<Long, Long> nameIds() {
        return nameIds;
    }

    List<HprofClass> all() {
        return classes;
    }

    /** Returns the number of a class, or -1. */
    int numberOf(long classId) {
        return numbers.getOrDefault(classId, -1);
    }

    HprofClass byNumber(int number) {
        return classes.get(number - PRIMITIVE_ARRAYS);
    }

    int count() {
        return PRIMITIVE_ARRAYS + classes.size();
    }

    @Override
    public String nameOf(int number) {
        return number < PRIMITIVE_ARRAYS ? JavaNames.ofPrimitiveArray(number) : byNumber(number).name;
    }

    @Override
    public String text(long nameId) {
        return texts.getOrDefault(nameId, "?");
    }

    /** Says which object stands for a class. */
    void mirror(long classId, int object) {
        byNumber(numberOf(classId)).mirror = object;
    }

    /** Returns the size of a class object with its static fields. */
    long mirrorSize(HprofClass type) {
        return layout.align(mirrorSize + type.staticBytes);
    }

    /** Names the classes and works out where their instances have references, once all are known. */
    void resolve(Map<Long, String> names, int dumpIdSize) {
        idSize = dumpIdSize;
        texts = names;
        for (HprofClass type : classes) {
            type.name = JavaNames.ofJvmName(names.getOrDefault(nameIds.getOrDefault(type.id, 0L), "?"));
        }
        for (HprofClass type : classes) {
            resolve(type);
        }
        mirrorSize = layout.objectHeader();
        for (HprofClass type : classes) {
            if (type.name.equals("java.lang.Class")) {
                mirrorSize = type.instanceSize + INJECTED_INTO_CLASS;
            }
        }
    }

    private void resolve(HprofClass type) {
        List<HprofClass> upwards = lineage(type);
        IntList offsets = new IntList(8);
        LongList names = new LongList();
        int offset = 0;
        for (HprofClass owner : upwards) {
            for (int field = 0; field < owner.fieldTypes.length; field++) {
                int fieldType = owner.fieldTypes[field];
                if (fieldType == Hprof.OBJECT) {
                    if (field == owner.referentField && owner.name.equals("java.lang.ref.Reference")) {
                        type.referentOffset = offset;
                    } else {
                        offsets.add(offset);
                        names.add(owner.fieldNames[field]);
                    }
                } else if (field == owner.tidField && owner.name.equals("java.lang.Thread")) {
                    type.tidOffset = offset;
                } else if (owner.name.equals("java.nio.Buffer") && type.name.equals(DirectBuffer.TYPE)) {
                    bufferField(type, text(owner.fieldNames[field]), offset);
                }
                offset += Hprof.sizeOf(fieldType, idSize);
            }
            type.isSoft |= owner.name.equals("java.lang.ref.SoftReference");
            type.isWeakEntry |= owner.name.equals("java.util.WeakHashMap$Entry");
            type.isThreadLocalEntry |= owner.name.equals("java.lang.ThreadLocal$ThreadLocalMap$Entry");
        }
        type.referenceOffsets = new int[offsets.size()];
        for (int i = 0; i < type.referenceOffsets.length; i++) {
            type.referenceOffsets[i] = offsets.get(i);
        }
        type.edgeNames = names.toArray();
        type.instanceSize = instanceSize(upwards);
    }

    private static void bufferField(HprofClass type, String field, int offset) {
        if (field.equals("address")) {
            type.addressOffset = offset;
        } else if (field.equals("capacity")) {
            type.capacityOffset = offset;
        }
    }

    /** Returns a class and its super classes, upwards: the order of instance data in a dump. */
    private List<HprofClass> lineage(HprofClass type) {
        List<HprofClass> upwards = new ArrayList<>();
        for (int number = numberOf(type.id); number >= 0; number = numberOf(byNumber(number).superId)) {
            upwards.add(byNumber(number));
        }
        return upwards;
    }

    /** Lays the fields out as HotSpot does since JDK 15: small fields fill the gap before aligned ones. */
    private long instanceSize(List<HprofClass> upwards) {
        long end = layout.objectHeader();
        long gap = 0;
        for (int i = upwards.size() - 1; i >= 0; i--) {
            long wide = 0;
            long small = 0;
            for (byte fieldType : upwards.get(i).fieldTypes) {
                int size = layout.sizeOf(fieldType);
                wide += size == 8 ? 8 : 0;
                small += size == 8 ? 0 : size;
            }
            long filled = Math.min(gap, small);
            gap -= filled;
            small -= filled;
            if (wide > 0 && end % 8 != 0) {
                long hole = 8 - end % 8;
                filled = Math.min(hole, small);
                small -= filled;
                gap += hole - filled;
                end += hole;
            }
            end += wide + small;
        }
        return layout.align(end);
    }
}
