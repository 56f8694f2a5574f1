package dev.leakcheck.examples.lifecycle;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class CheckoutLeakDemo {

    @Test
    void refusesStrangers() {
        for (int number = 1; number <= 3; number++) {
            Request request = new Request("req-" + number, "", new byte[4 << 20]);

            assertThatThrownBy(() -> Checkout.handle(request)).hasMessage("no customer");
        }
    }
}
