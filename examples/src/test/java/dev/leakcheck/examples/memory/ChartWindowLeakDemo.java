package dev.leakcheck.examples.memory;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class ChartWindowLeakDemo {

    @Test
    void opensAndCloses() {
        for (int chart = 1; chart <= 3; chart++) {
            ChartWindow window = new ChartWindow(new double[1 << 19]); // 4 MB each
            window.open();

            assertThatCode(window::close).doesNotThrowAnyException();
        }
    }
}
