package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.NativeReuseFixture;
import dev.leakcheck.fixtures.NativeTransportFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What native code opens does not get the site of what Java code had open under the same number. */
class NativeReuseTest {

    private static final String UNKNOWN = "opened at: unknown, since native code created it";

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void knowsNoSite(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .jvmArgs(
                        "--add-opens=java.base/java.io=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                        "--add-opens=java.base/sun.nio.fs=ALL-UNNAMED")
                .parameter("leakcheck.settle", "50ms")
                .run(NativeReuseFixture.class);

        assertThat(Outcomes.headlines(run))
                .containsExactly(
                        "epollAfterFile -> epoll (a Selector) (fd N)",
                        "epollAfterSocket -> epoll (a Selector) (fd N)",
                        "fileAfterFile -> character device /dev/zero (fd N)",
                        "internetSocketAfterChannel -> socket, neither bound nor connected, or reset by its peer (fd N)",
                        "internetSocketAfterServerSocket -> socket, neither bound nor connected, or reset by its peer (fd N)",
                        "internetSocketAfterUnixChannel -> socket, neither bound nor connected, or reset by its peer (fd N)",
                        "javaAfterJava -> unix socket (unnamed) (fd N)",
                        "unixSocketAfterAcceptedChannel -> unix socket (unnamed) (fd N)",
                        "unixSocketAfterAcceptedSocket -> unix socket (unnamed) (fd N)",
                        "unixSocketAfterChannel -> unix socket (unnamed) (fd N)",
                        "unixSocketAfterDatagramSocket -> unix socket (unnamed) (fd N)",
                        "unixSocketAfterServerSocket -> unix socket (unnamed) (fd N)");
        assertThat(run.failed())
                .filteredOn(result -> !Outcomes.message(result).contains(UNKNOWN))
                .extracting(TestResult::displayName)
                .containsExactly("javaAfterJava()");
        assertThat(Outcomes.message(run.test("unixSocketAfterServerSocket"))).isEqualTo("""
                NativeReuseFixture.unixSocketAfterServerSocket() left 1 file descriptor open (budget 0)

                  1) unix socket (unnamed) (fd N); still there after 50 ms
                     opened at: unknown, since native code created it, or it is older than LeakCheck in this JVM
                     to fix:    close it before the test ends
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak FINGERPRINT""");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void connectionThatNativeCodeAcceptedHasNoOthersSite(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(NativeTransportFixture.class);

        assertThat(Outcomes.headlines(run))
                .containsExactly(
                        "closesAllItsConnections -> socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)",
                        "closesAllItsSockets -> socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)");
        assertThat(run.failed())
                .extracting(Outcomes::message)
                .allSatisfy(message -> assertThat(message).contains("NativeTransportFixture.leaveOne("));
    }
}
