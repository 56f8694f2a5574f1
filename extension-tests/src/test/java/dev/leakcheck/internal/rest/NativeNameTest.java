package dev.leakcheck.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as kernels keep them. */
class NativeNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"VM Thread", "VM Periodic Tas", "JFR Recorder Th", "JFR Sampler Thr", "JFR Thread Samp"})
    void setsTheJvmsApart(String name) {
        assertThat(NativeName.isApart(name)).isTrue();
    }

    /** The user's consumers of a stream, and hooks that make events at intervals. */
    @ParameterizedTest
    @ValueSource(strings = {"JFR Event Strea", "JFR Periodic Ta", "JFR Recording S", "pool-1-thread-1", ""})
    void leavesInWhatRunsCodeOfTheUsers(String name) {
        assertThat(NativeName.isApart(name)).isFalse();
    }

    @Test
    void cutsByBytes() {
        assertThat(NativeName.of("Monitor Ctrl-Break")).isEqualTo("Monitor Ctrl-Br");
        assertThat(NativeName.of("short")).isEqualTo("short");
        assertThat(NativeName.of("ää")).hasSize(4);
    }
}
