package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.FaultyProbe;
import dev.leakcheck.fixtures.OneLeakFixture;
import dev.leakcheck.spi.LeakProbe;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** LeakCheck's own faults, and those of what it is given, fail no test and hide no leak. */
class FaultTest {

    private static final List<String> OUTCOMES = List.of(
            "cleanAfter: SUCCESSFUL",
            "cleanBefore: SUCCESSFUL",
            "descriptor: left 1 file descriptor open (budget 0)",
            "directMemory: left 2 MB of direct memory reserved (budget 1 MB)",
            "heap: left 10 MB of heap reachable (budget 4 MB)",
            "process: left 1 process running (budget 0)",
            "thread: left 1 thread running (budget 0)");

    /** Without an agent a process's pipes are not known to be its. */
    private static final List<String> OUTCOMES_WITHOUT_AGENT = OUTCOMES.stream()
            .map(line -> line.replace("left 1 process", "left 3 file descriptors open (budget 0), 1 process"))
            .toList();

    private static final String UNSEEN = "Creation sites are unknown, and "
            + (Jdk.current().feature() < 21 ? "" : "virtual threads, ")
            + "JDBC objects and HTTP bodies are not seen, but for bodies of OkHttp that hold a connection";

    @TempDir
    Path services;

    static Stream<Class<?>> probes() {
        return Stream.of(FaultyProbe.class.getClasses());
    }

    @ParameterizedTest
    @MethodSource
    void probes(Class<?> probe) throws IOException {
        Path directory = Files.createDirectories(services.resolve("META-INF/services"));
        Files.writeString(directory.resolve(LeakProbe.class.getName()), probe.getName());

        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .prepend(services)
                .run(OneLeakFixture.class);

        assertThat(Outcomes.of(run)).isEqualTo(OUTCOMES);
        assertThat(run.stderr().lines().filter(line -> line.contains("[LeakCheck]")))
                .singleElement()
                .asString()
                .startsWith("[LeakCheck] The probe " + probe.getName() + " is off for the rest of this run: ");
    }

    @Test
    void agentOff() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .parameter("leakcheck.agent", "off")
                .run(OneLeakFixture.class);

        assertThat(Outcomes.of(run)).isEqualTo(OUTCOMES_WITHOUT_AGENT);
        assertThat(run.stderr())
                .isEqualTo("[LeakCheck] " + UNSEEN + ": leakcheck.agent is off. Remedy: set it to auto\n");
        assertThat(Outcomes.message(run.test("descriptor"))).isEqualTo("""
                OneLeakFixture.descriptor() left 1 file descriptor open (budget 0)

                  1) file DIR (fd N); still there after 50 ms
                     opened at: unknown, since leakcheck.agent is off; set it to auto to see creation sites
                     to fix:    close it before the test ends
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak FINGERPRINT""");
        assertThat(run.test("descriptor").mustFail().frames())
                .singleElement()
                .asString()
                .startsWith("dev.leakcheck.fixtures.OneLeakFixture.descriptor(");
        assertThat(Outcomes.message(run.test("thread"))).isEqualTo("""
                OneLeakFixture.thread() left 1 thread running (budget 0)

                  1) thread "worker", daemon=false, WAITING; still there after 50 ms
                     started at: unknown, since leakcheck.agent is off; set it to auto to see creation sites
                     now at
                \tat (JDK)
                \tat dev.leakcheck.fixtures.Keep.waitForever(Keep.java)
                     to fix:    end the thread and join() it before the test ends
                     to allow:  @LeakBudget(threads = 1)
                     leak FINGERPRINT""");
    }

    @Test
    void agentCannotAttach() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .jvmArgs("-XX:+DisableAttachMechanism")
                .run(OneLeakFixture.class);

        assertThat(Outcomes.of(run)).isEqualTo(OUTCOMES_WITHOUT_AGENT);
        assertThat(run.stderr().replaceAll("\\S+\\.jar", "JAR"))
                .isEqualTo("[LeakCheck] " + UNSEEN + ": the JVM runs with -XX:+DisableAttachMechanism."
                        + " Remedy: start the test JVM with JAR\n");
        assertThat(Outcomes.message(run.test("descriptor")).replaceAll("-javaagent:\\S+", "-javaagent:JAR"))
                .isEqualTo("""
                OneLeakFixture.descriptor() left 1 file descriptor open (budget 0)

                  1) file DIR (fd N); still there after 50 ms
                     opened at: unknown, since the JVM runs with -XX:+DisableAttachMechanism; remedy: start the test JVM with -javaagent:JAR
                     to fix:    close it before the test ends
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak FINGERPRINT""");
    }

    @Test
    void agentRequired() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.agent", "required")
                .jvmArgs("-XX:+DisableAttachMechanism")
                .run(OneLeakFixture.class);

        assertThat(run.tests()).isEmpty();
        assertThat(run.container(OneLeakFixture.class).mustFail().messageOrEmpty())
                .startsWith(
                        "Configuration parameter 'leakcheck.agent' is 'required'. " + UNSEEN
                                + ": the JVM runs with -XX:+DisableAttachMechanism. Remedy: start the test JVM with -javaagent:");
    }
}
