package dev.leakcheck.examples.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class RepairedFrameEncoderTest {

    @Test
    void encodesFrames() throws InterruptedException {
        for (int frame = 1; frame <= 4; frame++) {
            assertThat(RepairedFrameEncoder.encode(new byte[1000])).isEqualTo(1000);
        }
    }
}
