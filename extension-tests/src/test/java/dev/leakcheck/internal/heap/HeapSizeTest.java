package dev.leakcheck.internal.heap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated
class HeapSizeTest {

    @Test
    void letsAllBeFreeUntilTheLastCollectionIsOver() {
        String before = ofJvm();
        HeapSize.keep();
        HeapSize.keep();
        assertThat(ofJvm()).isEqualTo("100");
        HeapSize.release();
        assertThat(ofJvm()).isEqualTo("100");
        HeapSize.release();
        assertThat(ofJvm()).isEqualTo(before);
    }

    private static String ofJvm() {
        return VmOptions.value("MaxHeapFreeRatio", "100");
    }
}
