package dev.leakcheck.internal.heap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramParserTest {

    private static final String TEXT = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:          4903        5479640  [B (java.base@17.0.15)
               2:             2           4096  [[Lcom.acme.Foo;
               3:             3            300  com.acme.Foo
               4:             1            100  com.acme.Foo
               5:             9            900  [Ldev.leakcheck.internal.heap.Ours;
               6:             8            800  jdk.internal.vm.FillerElement
               7:             8            800  [Ljdk.internal.vm.FillerElement; (java.base@25)
               8:             1             16  com.acme.Foo$$Lambda$14/0x0000000800c03000
               9:             1             16  com.acme.Foo$$Lambda/0x0000000800c04000
              10:             1             24  com.acme.Hidden/0x0000000800c05000
            Total          4930        5486000
            """;

    @Test
    void readsEachClassAndLeavesOutFillersAndOurselves() {
        ClassHistogram histogram = HistogramParser.parse(TEXT);

        assertThat(histogram.growthSince(ClassHistogram.EMPTY))
                .containsExactly(
                        new ClassBytes("byte[]", 4903, 5479640),
                        new ClassBytes("com.acme.Foo[][]", 2, 4096),
                        new ClassBytes("com.acme.Foo", 4, 400),
                        new ClassBytes("com.acme.Foo$$Lambda", 2, 32),
                        new ClassBytes("com.acme.Hidden", 1, 24));
        assertThat(histogram.totalBytes()).isEqualTo(5479640 + 4096 + 400 + 32 + 24);
    }

    @Test
    void tellsGrowthByClass() {
        ClassHistogram earlier = HistogramParser.parse("1: 10 1000 a.A\n2: 5 500 a.B\n3: 7 700 a.Gone");
        ClassHistogram later = HistogramParser.parse("1: 11 1100 a.A\n2: 2 200 a.B\n3: 1 4000 a.New");

        assertThat(later.growthSince(earlier))
                .containsExactly(new ClassBytes("a.New", 1, 4000), new ClassBytes("a.A", 1, 100));
        assertThat(later.growthBytesSince(earlier)).isEqualTo(5300 - 2200);
    }

    @Test
    void whatIsNoHistogramIsEmpty() {
        assertThat(HistogramParser.parse("").isEmpty()).isTrue();
        assertThat(HistogramParser.parse("java.lang.IllegalArgumentException: Unknown diagnostic command")
                        .isEmpty())
                .isTrue();
    }
}
