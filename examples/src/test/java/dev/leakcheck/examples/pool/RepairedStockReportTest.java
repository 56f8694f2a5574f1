package dev.leakcheck.examples.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class RepairedStockReportTest {

    @Test
    void reportsTheStock() {
        assertThat(RepairedStockReport.of("bolts")).isEqualTo("bolts: 5");
    }
}
