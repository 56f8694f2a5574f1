package dev.leakcheck.internal.heap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AllocationTest {

    private static final int SIZE = 1 << 20;

    static volatile Object sink;

    @Test
    void countsWhatAThreadThatEndedHasAllocated() throws Exception {
        long before = Allocation.totalBytes();
        Thread thread = new Thread(() -> sink = new byte[SIZE]);
        thread.start();
        thread.join();

        assertThat(Allocation.limitation()).isEmpty();
        assertThat(Allocation.totalBytes() - before).isBetween((long) SIZE, 8L * SIZE);
    }

    @Test
    void countsTheCurrentThread() {
        long before = Allocation.currentThreadBytes();
        sink = new byte[SIZE];

        assertThat(Allocation.currentThreadBytes() - before).isBetween((long) SIZE, SIZE + 4096L);
    }
}
