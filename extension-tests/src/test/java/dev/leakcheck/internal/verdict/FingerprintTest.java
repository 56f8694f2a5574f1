package dev.leakcheck.internal.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which digits count. */
class FingerprintTest {

    @Test
    void thoseOfNamesOfClassesAndFieldsDo() {
        assertThat(ofHolder("static a.HeapPar2Test.LIST")).isNotEqualTo(ofHolder("static a.HeapPar3Test.LIST"));
        assertThat(ofHolder("static a.Cache.v1")).isNotEqualTo(ofHolder("static a.Cache.v2"));
        assertThat(ofSite("a.Par2Test", "m")).isNotEqualTo(ofSite("a.Par3Test", "m"));
        assertThat(ofSite("a.proxy2.Test", "m")).isNotEqualTo(ofSite("a.proxy3.Test", "m"));
        assertThat(ofSite("a.MyProxy2", "m")).isNotEqualTo(ofSite("a.MyProxy3", "m"));
    }

    @Test
    void thoseThatTheCompilerOrTheJvmNumbersByDoNot() {
        assertThat(ofHolder("static a.Outer$1.map")).isEqualTo(ofHolder("static a.Outer$2.map"));
        assertThat(ofHolder("static a.B.C, 12 of them")).isEqualTo(ofHolder("static a.B.C, 7 of them"));
        assertThat(ofHolder("thread local a.V1.C of thread \"pool-3-thread-1\""))
                .isEqualTo(ofHolder("thread local a.V1.C of thread \"pool-12-thread-40\""))
                .isNotEqualTo(ofHolder("thread local a.V2.C of thread \"pool-3-thread-1\""));
        assertThat(ofHolder("thread \"$worker1\" in a.B.c")).isEqualTo(ofHolder("thread \"$worker2\" in a.B.c"));
        assertThat(ofSite("a.Test", "lambda$m$0")).isEqualTo(ofSite("a.Test", "lambda$m$1"));
        assertThat(ofSite("jdk.proxy2.$Proxy12", "m")).isEqualTo(ofSite("jdk.proxy3.$Proxy4", "m"));
    }

    @Test
    void thoseOfThreadsAndFilesDoNot() {
        assertThat(ofLabel("pool-3-thread-1")).isEqualTo(ofLabel("pool-4-thread-2"));
        assertThat(ofLabel("/tmp/run12/a.txt"))
                .isEqualTo(ofLabel("/tmp/run13/a.txt"))
                .isNotEqualTo(ofLabel("/tmp/run13/b.txt"));
    }

    private static String ofHolder(String holder) {
        return Fingerprint.ofHolder("heap", holder);
    }

    private static String ofLabel(String label) {
        return Fingerprint.of("thread", null, List.of(), label);
    }

    private static String ofSite(String type, String method) {
        return Fingerprint.of("thread", null, List.of(new StackTraceElement(type, method, "T.java", 1)), "");
    }
}
