package dev.leakcheck.examples.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakTrend;

class RepairedSearchTest {

    @LeakTrend(iterations = 10)
    void findsBolts() {
        assertThat(RepairedSearch.about("bolts", "ann").page()).hasSize(1024);
    }
}
