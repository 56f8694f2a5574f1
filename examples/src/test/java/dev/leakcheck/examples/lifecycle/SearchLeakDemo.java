package dev.leakcheck.examples.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakTrend;

class SearchLeakDemo {

    @LeakTrend(iterations = 10)
    void findsBolts() {
        assertThat(Search.about("bolts", "ann").page()).hasSize(1024);
    }
}
