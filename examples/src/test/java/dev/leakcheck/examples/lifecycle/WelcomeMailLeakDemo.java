package dev.leakcheck.examples.lifecycle;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class WelcomeMailLeakDemo {

    @Test
    void plansMails() {
        for (int number = 1; number <= 3; number++) {
            Request request = new Request("req-" + number, "ann", new byte[4 << 20]);

            assertThatCode(() -> WelcomeMail.plan(request)).doesNotThrowAnyException();
        }
    }
}
