package dev.leakcheck.internal.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SingleCallTest {

    private static StackTraceElement[] here() {
        return new Throwable().getStackTrace();
    }

    private static boolean isSingle(StackTraceElement[] stack) {
        return SingleCall.is(stack[1], stack[0]);
    }

    private static final class Made {
        private final StackTraceElement[] stack = here();
    }

    @Test
    void oneOfALine() {
        StackTraceElement[] stack = here();

        assertThat(isSingle(stack)).isTrue();
        assertThat(SingleCall.is(stack[1], stack[1])).isFalse();
    }

    @Test
    void oneOfAConstructor() {
        StackTraceElement[] stack = new Made().stack;

        assertThat(SingleCall.is(stack[2], stack[1])).isTrue();
    }

    @Test
    void twoOfALine() {
        StackTraceElement[][] both = {here(), here()};

        assertThat(isSingle(both[0])).isFalse();
    }

    @Test
    void inALoop() {
        StackTraceElement[] inFor = null;
        StackTraceElement[] inWhile = null;
        for (int i = 0; i < 2; i++) {
            inFor = here();
        }
        int left = 2;
        do {
            inWhile = here();
        } while (--left > 0);

        assertThat(isSingle(inFor)).isFalse();
        assertThat(isSingle(inWhile)).isFalse();
    }

    @Test
    void besideALoopOrABranch() {
        int rounds = 0;
        while (rounds < 2) {
            rounds++;
        }
        StackTraceElement[] stack = rounds == 0 ? null : here();
        for (int i = 0; i < 2; i++) {
            rounds++;
        }

        assertThat(isSingle(stack)).isTrue();
    }

    @Test
    void tryingAgain() {
        StackTraceElement[] stack = null;
        while (stack == null) {
            try {
                Integer.parseInt("one");
            } catch (NumberFormatException e) {
                stack = here();
            }
        }

        assertThat(isSingle(stack)).isFalse();
    }

    @Test
    void whoeverCallsALambdaMayDoSoAgain() {
        Supplier<StackTraceElement[]> lambda = () -> here();
        StackTraceElement[] stack = lambda.get();

        assertThat(isSingle(stack)).isTrue();
        assertThat(SingleCall.is(stack[2], stack[1])).isFalse();
    }
}
