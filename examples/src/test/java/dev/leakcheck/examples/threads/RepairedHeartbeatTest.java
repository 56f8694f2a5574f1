package dev.leakcheck.examples.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@LeakCheck
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "virtual threads came with JDK 21")
class RepairedHeartbeatTest {

    @Test
    void takesASign() throws InterruptedException {
        SynchronousQueue<Object> signs = new SynchronousQueue<>();
        try (RepairedHeartbeat heartbeat = new RepairedHeartbeat(signs)) {
            heartbeat.start();

            assertThat(signs.offer("alive", 10, TimeUnit.SECONDS)).isTrue();
        }
    }
}
