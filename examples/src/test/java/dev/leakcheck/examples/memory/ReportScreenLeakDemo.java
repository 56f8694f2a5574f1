package dev.leakcheck.examples.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class ReportScreenLeakDemo {

    @Test
    void closesReports() {
        for (int report = 1; report <= 3; report++) {
            ReportScreen screen = new ReportScreen("report " + report, new byte[4 << 20]);

            assertThat(screen.close()).isEqualTo(4 << 20);
        }
    }
}
