package dev.leakcheck.examples.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class RepairedAuditTrailTest {

    @Test
    void recordsALogin() {
        RepairedAuditTrail trail = new RepairedAuditTrail();
        try (trail) {
            trail.record("ann logged in");
        }

        assertThat(trail.written()).containsExactly("ann logged in");
    }
}
