package dev.leakcheck.internal.benign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenignTableTest {

    @Test
    void printsEachWithItsReason() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        BenignTable.print(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("  common pool: shared by all of the JVM; cannot be shut down\n")
                .contains("  cleaner: a Cleaner's thread ends when the Cleaner is garbage; it cannot be stopped\n")
                .contains("  process reaper: ")
                .contains("\n  RxJava: works for a scheduler of Schedulers, one set per JVM;")
                .contains("\n  Reactor: works for Schedulers.boundedElastic(), one per JVM;")
                .contains("\n  Kotlin coroutines: Dispatchers.Default and IO share one set per JVM;");
    }
}
