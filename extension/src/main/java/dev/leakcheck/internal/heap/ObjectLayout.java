package dev.leakcheck.internal.heap;

/**
 * What objects of this JVM weigh: a heap dump tells fields, not sizes.
 *
 * @param objectHeader bytes before the first field
 * @param arrayHeader bytes before the first element of less than eight bytes
 * @param reference bytes of a reference
 * @param alignment of every object
 */
record ObjectLayout(int objectHeader, int arrayHeader, int reference, int alignment) {

    /** JDK 23 lets small elements start right behind the length; before, they started at a multiple of eight. */
    private static final int FIRST_WITH_PACKED_ARRAYS = 23;

    static ObjectLayout ofThisJvm() {
        int reference = VmOptions.isOn("UseCompressedOops") ? 4 : 8;
        int alignment = VmOptions.number("ObjectAlignmentInBytes", 8);
        if (VmOptions.isOn("UseCompactObjectHeaders")) {
            return new ObjectLayout(8, 12, reference, alignment);
        }
        if (VmOptions.isOn("UseCompressedClassPointers")) {
            return new ObjectLayout(12, 16, reference, alignment);
        }
        boolean packed = Runtime.version().feature() >= FIRST_WITH_PACKED_ARRAYS;
        return new ObjectLayout(16, packed ? 20 : 24, reference, alignment);
    }

    /** Returns the bytes of a field or element of an HPROF type; 2 is a reference. */
    int sizeOf(int hprofType) {
        return hprofType == Hprof.OBJECT ? reference : Hprof.sizeOf(hprofType, 8);
    }

    long arraySize(long length, int hprofType) {
        int element = sizeOf(hprofType);
        int start = element == 8 ? (arrayHeader + 7) / 8 * 8 : arrayHeader;
        return align(start + length * element);
    }

    long align(long size) {
        return (size + alignment - 1) / alignment * alignment;
    }
}
