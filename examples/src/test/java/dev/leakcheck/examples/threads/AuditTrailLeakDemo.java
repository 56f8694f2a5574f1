package dev.leakcheck.examples.threads;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class AuditTrailLeakDemo {

    @Test
    void recordsALogin() {
        AuditTrail trail = new AuditTrail();

        assertThatCode(() -> trail.record("ann logged in")).doesNotThrowAnyException();
    }
}
