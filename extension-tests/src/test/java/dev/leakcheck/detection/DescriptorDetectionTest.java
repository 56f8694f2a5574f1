package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.DescriptorFixture;
import dev.leakcheck.fixtures.DescriptorsManyFixture;
import dev.leakcheck.fixtures.HandedOverFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to open a descriptor is seen when it is left open, says what it is, and is silent when it was closed. */
class DescriptorDetectionTest {

    private static final int VIRTUAL_SINCE = 21;

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void findsWhatIsLeftOpen(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(DescriptorFixture.class, DescriptorsManyFixture.class);

        assertThat(Outcomes.headlines(run).stream().map(line -> line.replaceAll("/proc/\\d+/", "/proc/PID/")))
                .containsExactly(
                        "fiveFromOneLoop -> 5 × file DIR/a.txt (fd N)",
                        "heldByNobody -> file DIR/a.txt (fd N)",
                        "inPoolOfClass -> file DIR/a.txt (fd N)",
                        "leaked ACCEPTED_ASYNCHRONOUSLY -> socket 127.0.0.1:PORT -> 127.0.0.1:PORT CLOSE_WAIT (fd N)",
                        "leaked ACCEPTED_SOCKET -> socket 127.0.0.1:PORT -> 127.0.0.1:PORT CLOSE_WAIT (fd N)",
                        "leaked ACCEPTED_SOCKET_CHANNEL -> socket 127.0.0.1:PORT -> 127.0.0.1:PORT CLOSE_WAIT (fd N)",
                        "leaked ASYNCHRONOUS_FILE_CHANNEL -> file DIR/a.txt (fd N)",
                        "leaked ASYNCHRONOUS_SERVER_SOCKET_CHANNEL -> listening socket 127.0.0.1:PORT (fd N)",
                        "leaked ASYNCHRONOUS_SOCKET_CHANNEL -> socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)",
                        "leaked BUFFERED_READER -> file DIR/a.txt (fd N)",
                        "leaked DATAGRAM_CHANNEL -> udp socket 127.0.0.1:PORT (fd N)",
                        "leaked DATAGRAM_SOCKET -> udp socket 127.0.0.1:PORT (fd N)",
                        "leaked DELETED_FILE -> deleted file DIR/deleted.txt (fd N)",
                        "leaked DIRECTORY_STREAM -> directory DIR (fd N)",
                        "leaked FILE_CHANNEL -> file DIR/a.txt (fd N)",
                        "leaked FILE_INPUT_STREAM -> file DIR/a.txt (fd N)",
                        "leaked FILE_OUTPUT_STREAM -> file DIR/a.txt (fd N)",
                        "leaked FILE_READER -> file DIR/a.txt (fd N)",
                        "leaked HTTP_SERVER -> HttpServer on port PORT",
                        "leaked JAR_FILE -> file DIR/zip/b.zip (fd N)",
                        "leaked JAR_URL_WITHOUT_CACHE -> file DIR/zip/b.zip (fd N)",
                        "leaked LINES -> file DIR/a.txt (fd N)",
                        "leaked LIST -> directory DIR (fd N)",
                        "leaked NEW_INPUT_STREAM -> file DIR/a.txt (fd N)",
                        "leaked NEW_OUTPUT_STREAM -> file DIR/new.txt (fd N)",
                        "leaked PIPE -> 2 × pipe (fd N)",
                        "leaked PRINT_WRITER -> file DIR/print.txt (fd N)",
                        "leaked RANDOM_ACCESS_FILE -> file DIR/a.txt (fd N)",
                        "leaked SCANNER -> file DIR/a.txt (fd N)",
                        "leaked SELECTOR -> epoll (a Selector) (fd N)",
                        "leaked SERVER_SOCKET -> listening socket 127.0.0.1:PORT (fd N)",
                        "leaked SERVER_SOCKET_CHANNEL -> listening socket 127.0.0.1:PORT (fd N)",
                        "leaked SOCKET -> socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)",
                        "leaked SOCKET_CHANNEL -> socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)",
                        "leaked TLS_SERVER_SOCKET -> listening socket 127.0.0.1:PORT (fd N)",
                        "leaked UNCONNECTED_SOCKET_CHANNEL -> socket, neither bound nor connected, or reset by its peer (fd N)",
                        "leaked UNIX_SERVER_CHANNEL -> listening unix socket DIR/unix.socket (fd N)",
                        "leaked URL_CLASS_LOADER -> file DIR/zip/b.zip (fd N)",
                        "leaked WATCH_SERVICE -> inotify (a WatchService) (fd N)",
                        "leaked ZIP_FILE -> file DIR/zip/b.zip (fd N)",
                        "leaked ZIP_FILE_SYSTEM -> file DIR/zip/b.zip (fd N)",
                        "listOnAWalk -> directory DIR/tree (fd N)",
                        "opensOneMore -> file /proc/PID/stat (fd N)",
                        "replacesOldByNew -> file DIR/a.txt (fd N)",
                        "thousands -> file DIR/a.txt (fd N)",
                        "walk -> directory DIR (fd N)",
                        "walkIntoTheDeep -> directory DIR/tree (fd N)",
                        "walksOfOneTree -> 2 × directory DIR/tree (fd N)");
        assertThat(Outcomes.of(run))
                .filteredOn(line -> line.contains(": left "))
                .filteredOn(line -> !line.endsWith(": left 1 file descriptor open (budget 0)"))
                .containsExactly(
                        "fiveFromOneLoop: left 5 file descriptors open (budget 0)",
                        "leaked HTTP_SERVER: left 1 service running (budget 0)",
                        "leaked PIPE: left 2 file descriptors open (budget 0)",
                        "listOnAWalk: left 2 file descriptors open (budget 0)",
                        "walksOfOneTree: left 2 file descriptors open (budget 0)");
        assertThat(run.tests().stream().filter(test -> test.status() == TestResult.Status.SUCCESSFUL))
                .extracting(TestResult::displayName)
                .filteredOn(name -> !name.startsWith("closed ") && !name.startsWith("repetition "))
                .containsExactlyInAnyOrder(
                        "acceptedByServerOfClass()", "clean()", "closesWalk()", "mappedWithChannelClosed()");
        assertThat(run.stderr().lines().filter(line -> line.contains("[LeakCheck]")))
                .isEmpty();

        assertThat(Outcomes.message(run.test("leaked SELECTOR"))).isEqualTo("""
                DescriptorFixture.leaked() leaked SELECTOR left 1 file descriptor open (budget 0)

                  1) epoll (a Selector) (fd N); still there after 50 ms
                     opened at
                \tat dev.leakcheck.fixtures.Opening.lambda$static$31(Opening.java)
                \tat dev.leakcheck.fixtures.Opening.open(Opening.java)
                \tat dev.leakcheck.fixtures.DescriptorFixture.leaked(DescriptorFixture.java)
                     with it:
                       eventfd (fd N)
                     to fix:    call close() on the Selector
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak FINGERPRINT""");
        assertThat(Outcomes.message(run.test("fiveFromOneLoop"))).isEqualTo("""
                DescriptorFixture.fiveFromOneLoop() left 5 file descriptors open (budget 0)

                  1) 5 × file DIR/a.txt (fd N); still there after 50 ms
                     also file DIR/a.txt (fd N)
                     also file DIR/a.txt (fd N)
                     also file DIR/a.txt (fd N)
                     … and 1 more of the same site
                     opened at
                \tat dev.leakcheck.fixtures.DescriptorFixture.fiveFromOneLoop(DescriptorFixture.java)
                     to fix:    close the FileInputStream: try (var it = new FileInputStream(…)) { … }
                     to allow:  @LeakBudget(fileDescriptors = 5)
                     leak FINGERPRINT""");
        assertThat(Outcomes.message(run.test("walkIntoTheDeep"))).isEqualTo("""
                DescriptorFixture.walkIntoTheDeep() left 1 file descriptor open (budget 0)

                  1) directory DIR/tree (fd N); still there after 50 ms
                     opened at
                \tat dev.leakcheck.fixtures.DescriptorFixture.walkIntoTheDeep(DescriptorFixture.java)
                     with it:
                       directory DIR/tree (fd N)
                       directory DIR/tree/deep (fd N)
                       directory DIR/tree/deep/deepest (fd N)
                     to fix:    close the stream: try (Stream<Path> tree = Files.walk(…))
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak FINGERPRINT""");
        assertThat(remedy(run, "leaked TLS_SERVER_SOCKET"))
                .isEqualTo("close what SSLServerSocketFactory.createServerSocket(…) returned:"
                        + " try (var it = SSLServerSocketFactory.createServerSocket(…)) { … }");
        assertThat(remedy(run, "leaked ACCEPTED_SOCKET_CHANNEL"))
                .isEqualTo("close the accepted SocketChannel: try (SocketChannel peer = server.accept())");
        assertThat(remedy(run, "leaked URL_CLASS_LOADER")).isEqualTo("call close() on the URLClassLoader");
        assertThat(remedy(run, "leaked HTTP_SERVER")).isEqualTo("call stop(0) on the HttpServer before the test ends");
        assertThat(run.test("replacesOldByNew").mustFail().frames())
                .singleElement()
                .asString()
                .startsWith("dev.leakcheck.fixtures.DescriptorFixture.replacesOldByNew(DescriptorFixture.java:");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void saysWhoHandedOverWhatTheJdkAloneRuns(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(HandedOverFixture.class);

        assertThat(run.withStatus(TestResult.Status.SUCCESSFUL))
                .filteredOn(TestResult::isTest)
                .extracting(TestResult::displayName)
                .containsExactly("submittedAndClosed()");
        assertThat(run.failed().stream().map(DescriptorDetectionTest::methodsOfSite))
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                "executed",
                                "forked",
                                "handOver submittedByHelper",
                                "inCommonPool",
                                "invoked",
                                "scheduled",
                                "startsAsync",
                                "startsByPool",
                                "submitted",
                                "virtual")
                        .filter(site -> !site.equals("virtual") || jdk.feature() >= VIRTUAL_SINCE)
                        .toList());
        assertThat(Outcomes.message(run.test("submitted"))).isEqualTo("""
                HandedOverFixture.submitted() left 1 file descriptor open (budget 0)

                  1) socket 127.0.0.1:PORT -> 127.0.0.1:PORT CLOSE_WAIT (fd N); still there after 50 ms
                     opened at
                \tat dev.leakcheck.fixtures.HandedOverFixture.submitted(HandedOverFixture.java)
                     to fix:    close the accepted Socket: try (Socket peer = server.accept())
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak FINGERPRINT""");
        assertThat(Outcomes.message(run.test("startsByPool"))).isEqualTo("""
                HandedOverFixture.startsByPool() left 1 thread running (budget 0)

                  1) thread "left", daemon=false, WAITING; still there after 50 ms
                     started at
                \tat dev.leakcheck.fixtures.HandedOverFixture.startsByPool(HandedOverFixture.java)
                     now at
                \tat (JDK)
                \tat dev.leakcheck.fixtures.Keep.waitForever(Keep.java)
                     to fix:    end the thread and join() it before the test ends
                     to allow:  @LeakBudget(threads = 1)
                     leak FINGERPRINT""");
    }

    private static String methodsOfSite(TestResult test) {
        return test.mustFail().frames().stream()
                .map(frame -> frame.replaceAll("\\(.*", "").replaceAll(".*\\.", ""))
                .collect(Collectors.joining(" "));
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
