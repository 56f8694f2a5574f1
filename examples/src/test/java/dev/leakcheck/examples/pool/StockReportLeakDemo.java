package dev.leakcheck.examples.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import org.junit.jupiter.api.Test;

@LeakCheck
class StockReportLeakDemo {

    @Test
    void reportsTheStock() {
        assertThat(StockReport.of("bolts")).isEqualTo("bolts: 5");
    }
}
