package dev.leakcheck.examples.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class FrameEncoderLeakDemo {

    @Test
    void encodesFrames() {
        for (int frame = 1; frame <= 4; frame++) {
            assertThat(FrameEncoder.encode(new byte[1000])).isEqualTo(1000);
        }
    }
}
