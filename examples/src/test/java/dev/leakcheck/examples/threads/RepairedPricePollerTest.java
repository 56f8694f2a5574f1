package dev.leakcheck.examples.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@LeakCheck
class RepairedPricePollerTest {

    @Test
    void polls() throws InterruptedException {
        CountDownLatch polled = new CountDownLatch(1);
        try (RepairedPricePoller poller = new RepairedPricePoller(() -> poll(polled))) {
            poller.start();

            assertThat(polled.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static double poll(CountDownLatch polled) {
        polled.countDown();
        return 1.5;
    }
}
