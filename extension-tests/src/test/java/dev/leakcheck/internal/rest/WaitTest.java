package dev.leakcheck.internal.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.internal.rest.Wait.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as kernels wrote them; what is not understood is no sleep. */
class WaitTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            Object.wait()      | FOR_THREAD        | 202 0x7f05dc47ee78 0x189 0x0 0x0 0x0 0xffffffff 0x7f05b949c4c0 0x7f05e545cf16
            pthread_join       | FOR_THREAD        | 202 0x7f05e3f1f990 0x109 0x43d6 0x0 0x0 0xffffffff 0x7ffd154186a0 0x7f05e545cf16
            Object.wait(60000) | UNTIL             | 202 0x7f05dc47ff78 0x89 0x0 0x7f05b939c600 0x0 0xffffffff 0x7f05b939c4f0 0x7f05e545cf16
            parkUntil          | UNTIL_TIME_OF_DAY | 202 0x7f05dc480d88 0x189 0x0 0x7f05b929c670 0x0 0xffffffff 0x7f05b929c550 0x7f05e545cf16
            relative futex     | AWAKE             | 202 0x7f05dc480d88 0x80 0x0 0x7f05b929c670 0x0 0xffffffff 0x7f05b929c550 0x7f05e545cf16
            select()           | FOR_INPUT         | 232 0x4 0x7f05a000c300 0x400 0xffffffff 0x0 0xffffffff 0x7f05b909c5a0 0x7f05e54dff36
            select(3000)       | FOR_INPUT_OR_TIME | 232 0x7 0x7f059c0015a0 0x400 0xbb8 0x0 0xbb8 0x7f05b8f9c590 0x7f05e54dff36
            accept             | FOR_INPUT         | 43 0x9 0x7f05b8e9c490 0x7f05b8e9c488 0xc 0x0 0x69e992f48 0x7f05b8e9c440 0x7f05e54e172f
            time-out of socket | FOR_INPUT_OR_TIME | 7 0x7f05b8d9c3c8 0x1 0x2328 0xc 0x0 0x69e99dbe0 0x7f05b8d9c390 0x7f05e54d326f
            System.in.read     | READING           | 0 0x0 0x7f05b8c9a640 0x2000 0xc 0x0 0x6875fa2f0 0x7f05b8c9a5c0 0x7f05e54cf2ec
            waits for a child  | AWAKE             | 61 0x4419 0x7f05e008c700 0x0 0x0 0x0 0xfffffff0 0x7f05e008c6d0 0x7f05e54aac17
            page fault         | AWAKE             | -1 0x7f05e008c6d0 0x7f05e54aac17
            running            | AWAKE             | running
            ended              | AWAKE             | ''
            odd                | AWAKE             | 202 x y z 0x0 0x0 0x0 0x0 0x0
            """, delimiter = '|')
    void knowsWhatEndsIt(String what, Kind kind, String line) {
        assertThat(Wait.of(line, "amd64").kind()).as(what).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            FOR_THREAD        | 98 0xffff8c0 0x189 0x0 0x0 0x0 0xffffffff 0xffff 0xffff
            UNTIL             | 98 0xffff8c0 0x89 0x0 0xffff7c600 0x0 0xffffffff 0xffff 0xffff
            FOR_INPUT         | 22 0x4 0xffff8c300 0x400 0xffffffffffffffff 0x0 0x8 0xffff 0xffff
            FOR_INPUT_OR_TIME | 22 0x4 0xffff8c300 0x400 0x3e8 0x0 0x8 0xffff 0xffff
            FOR_INPUT         | 73 0xffff8c300 0x1 0x0 0x0 0x0 0x8 0xffff 0xffff
            FOR_INPUT_OR_TIME | 73 0xffff8c300 0x1 0xffff8c340 0x0 0x0 0x8 0xffff 0xffff
            FOR_INPUT         | 202 0x9 0xffff8c490 0xffff8c488 0xc 0x0 0x8 0xffff 0xffff
            READING           | 63 0x0 0xffff8c640 0x2000 0xc 0x0 0x8 0xffff 0xffff
            """, delimiter = '|')
    void knowsTheNumbersOfAarch64(Kind kind, String line) {
        assertThat(Wait.of(line, "aarch64").kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource("202 0x7f05dc47ee78 0x189 0x0 0x0 0x0 0xffffffff 0x7f05b949c4c0 0x7f05e545cf16")
    void isAtALossElsewhere(String line) {
        assertThat(Wait.of(line, "riscv64").kind()).isEqualTo(Kind.AWAKE);
    }
}
