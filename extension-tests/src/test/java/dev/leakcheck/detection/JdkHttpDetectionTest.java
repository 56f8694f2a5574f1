package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.JdkBodyOutcomesFixture;
import dev.leakcheck.fixtures.JdkClientCleanFixture;
import dev.leakcheck.fixtures.JdkClientLeaksFixture;
import dev.leakcheck.fixtures.UrlConnectionCleanFixture;
import dev.leakcheck.fixtures.UrlConnectionLeaksFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's two HTTP clients, against real servers. */
@EnabledOnOs(OS.LINUX)
class JdkHttpDetectionTest {

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    private static ForkedJUnit fork(Jdk jdk) {
        return ForkedJUnit.onCurrent().jdk(jdk);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void saysWhatJavaNetHttpLeftOpen(Jdk jdk) {
        TestRun run = fork(jdk).parameter("leakcheck.settle", "100ms").run(JdkClientLeaksFixture.class);

        assertThat(Outcomes.headlines(run))
                .containsExactly(
                        "authenticates -> GET http://localhost:PORT/challenged -> 200, nothing of 2 MB read",
                        "followsRedirect -> GET http://localhost:PORT/large -> 200, nothing of 2 MB read",
                        "givesUpWithoutCancelling -> GET http://127.0.0.1:PORT/never -> no response yet",
                        "http2 -> GET https://localhost:PORT/large -> 200, nothing of 2 MB read",
                        "listensToEvents -> GET http://127.0.0.1:PORT/events -> 200, stream of events open, 13 B read",
                        "neverClosesLines -> GET http://localhost:PORT/large -> 200, nothing of 2 MB read",
                        "neverReads -> GET http://localhost:PORT/large -> 200, nothing of 2 MB read",
                        "neverReadsAsync -> GET http://localhost:PORT/large -> 200, nothing of 2 MB read",
                        "neverSubscribes -> GET http://localhost:PORT/large -> 200, nothing of 2 MB read",
                        "neverWaits -> GET http://127.0.0.1:PORT/never -> no response yet",
                        "neverWaitsForBody -> GET http://127.0.0.1:PORT/stalled -> 200, its body still arrives,"
                                + " 1 KB of 2 MB received",
                        "readerFails -> GET http://localhost:PORT/large -> 200, nothing of 2 MB read",
                        "readsInPart -> GET http://localhost:PORT/identified -> 200, 64 KB of 2 MB read,"
                                + " X-Request-Id req-7a2f",
                        "waitsInThread -> thread \"waiting\", daemon=false, WAITING",
                        "webSocket -> GET http://127.0.0.1:PORT/talk -> 101, web socket open");
        assertLeavesNoMoreThanOneBody(run);
        assertMessage(run, "readsInPart", """
                JdkClientLeaksFixture.readsInPart() left 1 HTTP body unclosed (budget 0)

                  1) GET http://localhost:PORT/identified -> 200, 64 KB of 2 MB read, X-Request-Id req-7a2f; still there after 100 ms
                     requested at
                \tat dev.leakcheck.fixtures.JdkClientLeaksFixture.readsInPart(JdkClientLeaksFixture.java)
                     with it:
                       socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)
                     to fix:    close the stream on every path: try (InputStream body = response.body())
                     to allow:  @LeakBudget(bodies = 1)
                     leak FINGERPRINT""");
        assertMessage(run, "neverWaits", """
                JdkClientLeaksFixture.neverWaits() left 1 HTTP body unclosed (budget 0)

                  1) GET http://127.0.0.1:PORT/never -> no response yet; still there after 100 ms
                     requested at
                \tat dev.leakcheck.fixtures.JdkClientLeaksFixture.neverWaits(JdkClientLeaksFixture.java)
                     with it:
                       socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)
                     to fix:    cancel(true) the CompletableFuture of sendAsync(…), or join() it, before the test ends
                     to allow:  @LeakBudget(bodies = 1)
                     leak FINGERPRINT""");
        assertMessage(run, "webSocket", """
                JdkClientLeaksFixture.webSocket() left 1 HTTP body unclosed (budget 0)

                  1) GET http://127.0.0.1:PORT/talk -> 101, web socket open; still there after 100 ms
                     requested at
                \tat dev.leakcheck.fixtures.JdkClientLeaksFixture.webSocket(JdkClientLeaksFixture.java)
                     with it:
                       socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)
                     to fix:    sendClose(…) and wait for onClose(…), or abort() the WebSocket, before the test ends
                     to allow:  @LeakBudget(bodies = 1)
                     leak FINGERPRINT""");
        assertThat(remedy(run, "neverClosesLines"))
                .isEqualTo("close the Stream on every path: try (Stream<String> lines = response.body())");
        assertThat(remedy(run, "neverSubscribes"))
                .isEqualTo("subscribe to the Publisher and read it to its end, or cancel() the Subscription");
        assertThat(remedy(run, "readerFails"))
                .isEqualTo("close the body, or cancel() its Subscription, where the BodySubscriber fails to read it");
        assertThat(Outcomes.message(run.test("waitsInThread"))).contains("""
                     with it:
                       GET http://127.0.0.1:PORT/never -> no response yet
                """);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void saysWhatHttpUrlConnectionLeftOpen(Jdk jdk) {
        TestRun run = fork(jdk).parameter("leakcheck.settle", "100ms").run(UrlConnectionLeaksFixture.class);

        assertThat(Outcomes.headlines(run))
                .containsExactly(
                        "asksForHeaderOnly -> GET http://localhost:PORT/identified -> 200, nothing of 2 MB read,"
                                + " X-Request-Id req-7a2f",
                        "asksForStatusOnly -> GET http://localhost:PORT/small -> 200, nothing of 5 B read",
                        "cannotOpenStream -> GET http://localhost:PORT/failed -> 500, nothing of 100 B read",
                        "connectsOnly -> GET http://localhost:PORT/large -> connected, no response read",
                        "followsRedirect -> GET http://localhost:PORT/large -> 200, nothing of 2 MB read",
                        "https -> GET https://localhost:PORT/large -> 200, nothing of 2 MB read",
                        "ignoresErrorStream -> GET http://localhost:PORT/failed -> 500, nothing of 100 B read",
                        "neverReads -> GET http://localhost:PORT/large -> 200, nothing of 2 MB read",
                        "opensStream -> GET http://localhost:PORT/large -> 200, nothing of 2 MB read",
                        "postsOnly -> POST http://localhost:PORT/large -> connected, no response read",
                        "readsAllChunksButNotTheEnd -> GET http://127.0.0.1:PORT/chunk -> 200, not read to its end",
                        "readsErrorStreamInPart -> GET http://localhost:PORT/failed -> 500, 10 B of 100 B read",
                        "readsInPart -> GET http://localhost:PORT/identified -> 200, 64 KB of 2 MB read,"
                                + " X-Request-Id req-7a2f",
                        "readsUntilServerCloses -> GET http://localhost:PORT/until-close -> 200, not read to its end");
        assertLeavesNoMoreThanOneBody(run);
        assertMessage(run, "asksForStatusOnly", """
                UrlConnectionLeaksFixture.asksForStatusOnly() left 1 HTTP body unclosed (budget 0)

                  1) GET http://localhost:PORT/small -> 200, nothing of 5 B read; still there after 100 ms
                     requested at
                \tat dev.leakcheck.fixtures.UrlConnectionLeaksFixture.asksForStatusOnly(UrlConnectionLeaksFixture.java)
                     with it:
                       socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)
                     to fix:    close getInputStream() even if only the head of the response matters, or call disconnect()
                     to allow:  @LeakBudget(bodies = 1)
                     leak FINGERPRINT""");
        assertThat(remedy(run, "readsInPart"))
                .isEqualTo("close the stream on every path: try (InputStream body = connection.getInputStream())");
        assertThat(remedy(run, "ignoresErrorStream"))
                .isEqualTo("close getErrorStream(), or call disconnect(), when the request fails");
        assertThat(remedy(run, "cannotOpenStream"))
                .isEqualTo("use openConnection() instead of openStream(), and close getErrorStream()"
                        + " when the request fails");
        assertThat(remedy(run, "connectsOnly"))
                .isEqualTo("read the response and close its stream, or call disconnect(), before the test ends");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void leavesThoseAloneWhoLeaveNothing(Jdk jdk) {
        TestRun run = fork(jdk).run(JdkClientCleanFixture.class, UrlConnectionCleanFixture.class);

        assertThat(Outcomes.of(run)).hasSize(36).allMatch(line -> line.endsWith(": " + TestResult.Status.SUCCESSFUL));
        assertThat(run.stderr().lines().filter(line -> line.startsWith("[LeakCheck]")))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void hasABudgetForBodiesClosedEarlyOrNotAtAll(Jdk jdk) {
        TestRun run = fork(jdk).parameter("leakcheck.settle", "100ms").run(JdkBodyOutcomesFixture.class);

        assertMessage(run, "clientAbandons", """
                JdkBodyOutcomesFixture.clientAbandons() abandoned 3 HTTP bodies (budget 0)

                  1) GET http://localhost:PORT/large -> 200, closed before its end
                     requested at
                \tat dev.leakcheck.fixtures.JdkBodyOutcomesFixture.clientAbandons(JdkBodyOutcomesFixture.java)
                     to fix:    read the body to its end, or ask for less: HEAD, or a Range
                     to allow all:  @LeakBudget(abandonedBodies = 3)
                     leak FINGERPRINT

                  2) GET http://localhost:PORT/small -> 200, read to its end and not closed
                     requested at
                \tat dev.leakcheck.fixtures.JdkBodyOutcomesFixture.clientAbandons(JdkBodyOutcomesFixture.java)
                     to fix:    close the response on every path, also when its body was read to its end
                     to allow all:  @LeakBudget(abandonedBodies = 3)
                     leak FINGERPRINT

                  3) GET http://localhost:PORT/small -> 200, read to its end and not closed
                     requested at
                \tat dev.leakcheck.fixtures.JdkBodyOutcomesFixture.clientAbandons(JdkBodyOutcomesFixture.java)
                     to fix:    close the response on every path, also when its body was read to its end
                     to allow all:  @LeakBudget(abandonedBodies = 3)
                     leak FINGERPRINT""");
        // The client may answer each closing with an error before the closing has returned.
        assertThat(Outcomes.message(run.test("clientAbandonsManyTimes")))
                .startsWith("JdkBodyOutcomesFixture.clientAbandonsManyTimes() abandoned 100 HTTP bodies (budget 0)\n");
        assertThat(run.test("readerTidiesUpAfterFailure").status()).isEqualTo(TestResult.Status.SUCCESSFUL);
        assertMessage(run, "connectionAbandons", """
                JdkBodyOutcomesFixture.connectionAbandons() abandoned 2 HTTP bodies (budget 0)

                  1) GET http://localhost:PORT/large -> 200, closed before its end
                     requested at
                \tat dev.leakcheck.fixtures.JdkBodyOutcomesFixture.connectionAbandons(JdkBodyOutcomesFixture.java)
                     to fix:    read the body to its end, or ask for less: HEAD, or a Range
                     to allow all:  @LeakBudget(abandonedBodies = 2)
                     leak FINGERPRINT

                  2) GET http://localhost:PORT/small -> 200, read to its end and not closed
                     requested at
                \tat dev.leakcheck.fixtures.JdkBodyOutcomesFixture.connectionAbandons(JdkBodyOutcomesFixture.java)
                     to fix:    close the response on every path, also when its body was read to its end
                     to allow all:  @LeakBudget(abandonedBodies = 2)
                     leak FINGERPRINT""");
    }

    /** The body, with its socket, and nothing else; no class has to answer for what was a test's. */
    private static void assertLeavesNoMoreThanOneBody(TestRun run) {
        assertThat(Outcomes.of(run))
                .filteredOn(line -> !line.startsWith("waitsInThread: "))
                .hasSameSizeAs(Outcomes.headlines(run).stream()
                        .filter(line -> !line.startsWith("waitsInThread "))
                        .toList())
                .allMatch(line -> line.endsWith(": left 1 HTTP body unclosed (budget 0)"));
        assertThat(run.failed())
                .allSatisfy(test -> assertThat(Outcomes.message(test)).containsAnyOf("       socket ", "thread \""));
        assertThat(run.stderr().lines().filter(line -> line.startsWith("[LeakCheck]")))
                .isEmpty();
    }

    private static void assertMessage(TestRun run, String test, String message) {
        assertThat(Outcomes.message(run.test(test))).isEqualTo(message);
    }

    private static String remedy(TestRun run, String test) {
        String start = "     to fix:    ";
        return Outcomes.message(run.test(test))
                .lines()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow()
                .substring(start.length());
    }
}
