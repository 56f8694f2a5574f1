package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.fixtures.LibraryThreadFixture;
import dev.leakcheck.fixtures.OlderPoolFixture;
import dev.leakcheck.fixtures.ThreadCleanFixture;
import dev.leakcheck.fixtures.ThreadLeaksFixture;
import dev.leakcheck.fixtures.ThreadStaticPoolFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult.Status;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThreadDetectionTest {

    private static final int VIRTUAL_SINCE = 21;

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void saysWhichCallOfALibraryStartedAThread() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(LibraryThreadFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly("neverShutsItDown: left 1 thread running (budget 0)", "shutsItDown: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("neverShutsItDown")))
                .contains("to fix:    call shutdown() on the IdleConnectionEvictor before the test ends\n");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void findsLeakedThreads(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(ThreadLeaksFixture.class, ThreadStaticPoolFixture.class);

        String ofVirtual = jdk.feature() < VIRTUAL_SINCE ? "ABORTED" : "left 1 thread running (budget 0)";
        assertThat(Outcomes.of(run))
                .containsExactly(
                        "ThreadStaticPoolFixture: left 1 thread running (budget 0)",
                        "blockedInAccept: left 1 thread running (budget 0), 1 file descriptor open (budget 0)",
                        "cachedPool: left 1 thread running (budget 0)",
                        "completableFutureOnOwnPool: left 1 thread running (budget 0)",
                        "controlCharacters: left 1 thread running (budget 0)",
                        "fixedPool: left 2 threads running (budget 0)",
                        "forkJoinPool: left 1 thread running (budget 0)",
                        "heldTimer: left 1 thread running (budget 0)",
                        "rawThread: left 1 thread running (budget 0)",
                        "refusesToDie: left 1 thread running (budget 0)",
                        "scheduledPool: left 1 thread running (budget 0)",
                        "singlePool: left 1 thread running (budget 0)",
                        "startedByJdkOnly: left 1 thread running (budget 0)",
                        "startedByThread: left 1 thread running (budget 0)",
                        "startedByVirtualThread: " + ofVirtual,
                        "timerOfTaskToCome: left 1 thread running (budget 0)",
                        "usesStaticPool: SUCCESSFUL",
                        "usesStaticPoolToo: SUCCESSFUL",
                        "virtualPerTaskExecutor: " + ofVirtual,
                        "virtualThread: " + ofVirtual);
        assertThat(Outcomes.message(run.test("startedByJdkOnly"))).isEqualTo("""
                ThreadLeaksFixture.startedByJdkOnly() left 1 thread running (budget 0)

                  1) thread "inner", daemon=false, WAITING; still there after 50 ms
                     started at
                \tat dev.leakcheck.fixtures.ThreadLeaksFixture.startedByJdkOnly(ThreadLeaksFixture.java)
                     now at
                \tat (JDK)
                \tat dev.leakcheck.fixtures.Keep.waitForever(Keep.java)
                     to fix:    end the thread and join() it before the test ends
                     to allow:  @LeakBudget(threads = 1)
                     leak FINGERPRINT""");
        assertThat(Outcomes.message(run.test("startedByThread"))).contains("""
                             started at
                        \tat dev.leakcheck.fixtures.ThreadLeaksFixture.startInner(ThreadLeaksFixture.java)
                        \tat dev.leakcheck.fixtures.ThreadLeaksFixture.lambda$startedByThread$""").contains("""
                        ", which comes from
                        \tat dev.leakcheck.fixtures.ThreadLeaksFixture.startedByThread(ThreadLeaksFixture.java)
                             now at
                        """);
        assertThat(Outcomes.message(run.test("controlCharacters")))
                .contains("\n  1) thread \"a\\u001b[31m\\nred\\ttab\", daemon=false, WAITING;");
        if (jdk.feature() >= VIRTUAL_SINCE) {
            assertThat(Outcomes.message(run.test("startedByVirtualThread")))
                    .containsPattern("\n     in unnamed virtual thread #\\d+, which comes from\n");
            assertThat(Outcomes.message(run.test("virtualThread")))
                    .containsPattern("\n  1\\) unnamed virtual thread #\\d+, WAITING;");
        }
        String shutDown = jdk.feature() < 19
                ? "shut the pool down before the test ends: shutdownNow(), then awaitTermination(…)"
                : "close() the executor before the test ends, or open it in try (…)";
        assertThat(Outcomes.message(run.test("fixedPool"))).isEqualTo("""
                ThreadLeaksFixture.fixedPool() left 2 threads running (budget 0)

                  1) 2 × thread "pool-N-thread-1", daemon=false, WAITING; still there after 50 ms
                     also thread "pool-N-thread-2", daemon=false, WAITING
                     of the pool created at
                \tat dev.leakcheck.fixtures.ThreadLeaksFixture.fixedPool(ThreadLeaksFixture.java)
                     started at
                \tat dev.leakcheck.fixtures.ThreadLeaksFixture.fixedPool(ThreadLeaksFixture.java)
                     now idle: waits for a task of its pool
                     to fix:    %s
                     to allow:  @LeakBudget(threads = 2)
                     leak FINGERPRINT""".formatted(shutDown));
        assertThat(Outcomes.message(run.test("heldTimer"))).isEqualTo("""
                ThreadLeaksFixture.heldTimer() left 1 thread running (budget 0)

                  1) thread "Timer-N", daemon=false, WAITING; still there after 50 ms
                     started at
                \tat dev.leakcheck.fixtures.ThreadLeaksFixture.heldTimer(ThreadLeaksFixture.java)
                     now at
                \tat (JDK)
                     to fix:    call cancel() on the java.util.Timer before the test ends
                     to allow:  @LeakBudget(threads = 1)
                     leak FINGERPRINT""");
        assertThat(Outcomes.message(run.container(ThreadStaticPoolFixture.class)))
                .startsWith(
                        "ThreadStaticPoolFixture left 1 thread running (budget 0)\n\n  1) thread \"pool-N-thread-1\"")
                .contains("""
                             of the pool created at
                        \tat dev.leakcheck.fixtures.ThreadStaticPoolFixture.<clinit>(ThreadStaticPoolFixture.java)
                        """);
    }

    /** As on a machine with one or two processors; since JDK 25 it is a worker of the common pool there, too. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_24)
    void namesTheFutureThatAThreadComputes() {
        TestRun run = ForkedJUnit.onCurrent()
                .systemProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "1")
                .run(FutureCase.class);

        assertThat(run.test("waitsForEver").mustFail().messageOrEmpty())
                .contains(
                        "     to fix:    join() the CompletableFuture before the test ends, and see that what it waits for comes\n");
    }

    /** What it waits for never comes. */
    @LeakCheck
    static class FutureCase {
        @Test
        void waitsForEver() {
            CountDownLatch never = new CountDownLatch(1);
            CompletableFuture.runAsync(() -> {
                try {
                    never.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            });
        }
    }

    @Test
    void blamesNobodyForWorkersOfAnOlderPool() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(OlderPoolFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "leaksAThreadBesideIt: left 1 thread running (budget 0)", "usesTheOlderPool: SUCCESSFUL");
    }

    @Test
    void withoutTheAgentNoPoolIsOlder() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.agent", "off")
                .parameter("leakcheck.settle", "50ms")
                .run(ThreadLeaksFixture.class.getName() + "#forkJoinPool");

        assertThat(Outcomes.of(run)).containsExactly("forkJoinPool: left 1 thread running (budget 0)");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void acquitsEndedThreads(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent().jdk(jdk).run(ThreadCleanFixture.class);

        assertThat(Outcomes.of(run)).hasSize(16);
        assertThat(run.failed()).isEmpty();
        assertThat(run.withStatus(Status.ABORTED)).hasSize(jdk.feature() < VIRTUAL_SINCE ? 1 : 0);
        List<String> paroled = run.stderr()
                .lines()
                .filter(line -> line.startsWith("[LeakCheck]"))
                .map(Outcomes::stable)
                .map(line -> line.replaceAll("pool-\\d+-", "pool-N-"))
                .sorted()
                .toList();
        assertThat(paroled)
                .containsExactly(
                        "[LeakCheck] Told to stop, but still there at the end of the run: thread \"cancelled in its"
                                + " task\", daemon=false, WAITING, started at"
                                + " dev.leakcheck.fixtures.ThreadCleanFixture.cancelledTimerInTask(ThreadCleanFixture.java),"
                                + " in ThreadCleanFixture.cancelledTimerInTask()",
                        "[LeakCheck] Told to stop, but still there at the end of the run: thread"
                                + " \"pool-N-thread-1\", daemon=false, WAITING, started at"
                                + " dev.leakcheck.fixtures.ThreadCleanFixture.shutDownPoolStillWorking(ThreadCleanFixture.java),"
                                + " in ThreadCleanFixture.shutDownPoolStillWorking()");
    }
}
