package dev.leakcheck.internal.heap;

import java.util.Arrays;

/** Numbers the objects of a dump densely, in the order of their addresses. */
final class IdIndex {

    private final long[] ids;
    /** Where the ids of each slice of the address range start, so that a search takes few steps. */
    private final int[] sliceStart;

    private final int shift;

    /** @param ids of all objects, in any order; taken over */
    IdIndex(long[] ids) {
        this.ids = ids;
        Arrays.sort(ids);
        long range = ids.length == 0 ? 0 : ids[ids.length - 1] - ids[0];
        int bits = 64 - Long.numberOfLeadingZeros(range);
        int wanted = 32 - Integer.numberOfLeadingZeros(ids.length / 4);
        shift = Math.max(0, bits - wanted);
        sliceStart = new int[(int) (range >>> shift) + 2];
        int slice = 0;
        for (int i = 0; i < ids.length; i++) {
            int own = (int) ((ids[i] - ids[0]) >>> shift);
            while (slice < own) {
                sliceStart[++slice] = i;
            }
        }
        Arrays.fill(sliceStart, slice + 1, sliceStart.length, ids.length);
    }

    int size() {
        return ids.length;
    }

    /** Returns the number of an object, or a negative number if there is none with this id. */
    int of(long id) {
        if (ids.length == 0 || id < ids[0] || id > ids[ids.length - 1]) {
            return -1;
        }
        int slice = (int) ((id - ids[0]) >>> shift);
        return Arrays.binarySearch(ids, sliceStart[slice], sliceStart[slice + 1], id);
    }
}
