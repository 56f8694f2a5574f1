package dev.leakcheck.internal.heap;

/**
 * A buffer that holds memory outside the heap.
 *
 * @param address where the memory begins, or a little later
 * @param bytes of the buffer
 * @param ofInstance whether instances of test classes, and nothing else, hold it
 */
public record DirectBuffer(long address, long bytes, boolean ofInstance) {

    static final String TYPE = "java.nio.DirectByteBuffer";
    /** What a buffer has that was allocated, and neither mapped nor made by native code. */
    static final String DEALLOCATOR = TYPE + "$Deallocator";
}
