package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.NettyServersFixture;
import dev.leakcheck.fixtures.ReactorNettyFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a test binds or connects in loops that are there for all is the test's. */
@EnabledOnOs(OS.LINUX)
class NettyServersTest {

    private static final String SERVICE = "left 1 service running (budget 0)";
    private static final String CLIENT = "left 1 client unclosed (budget 0)";

    private static final List<String> BOUND = List.of(
            "closes: SUCCESSFUL",
            "connectsToTheServerOfTheClass: SUCCESSFUL",
            "leaves: " + SERVICE,
            "leavesItsGroup: " + SERVICE,
            "shutsItsGroupDown: SUCCESSFUL");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aServerOfReactorNettyIsItsTests(boolean natively) {
        TestRun run = ForkedJUnit.onCurrent()
                .systemProperty("reactor.netty.native", String.valueOf(natively))
                .run(ReactorNettyFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "asksByTheProviderOfTheClass: SUCCESSFUL",
                        "asksWithoutAPool: SUCCESSFUL",
                        "closesTheChannelOfItsConnection: SUCCESSFUL",
                        "disposesOfItsConnection: SUCCESSFUL",
                        "disposesOfItsConnectionWithoutAPool: SUCCESSFUL",
                        "disposesOfItsLoopsOnly: SUCCESSFUL",
                        "disposesOfItsProvider: SUCCESSFUL",
                        "disposesOfItsServer: SUCCESSFUL",
                        "leavesAConnection: " + CLIENT,
                        "leavesAConnectionWithoutAPool: "
                                + (natively ? "ABORTED" : "left 1 file descriptor open (budget 0)"),
                        "leavesAResponse: " + CLIENT,
                        "leavesAServer: " + SERVICE,
                        "leavesAServerInLoopsOfItsOwn: " + SERVICE,
                        "leavesAWebServer: " + SERVICE,
                        "leavesItsProvider: " + CLIENT,
                        "leavesTwoServers: left 2 services running (budget 0)",
                        "neverUsesItsProvider: SUCCESSFUL",
                        "repetition 1 of 2: SUCCESSFUL",
                        "repetition 2 of 2: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("leavesAWebServer"))).contains("""
                  1) DisposableServer of Reactor Netty on port PORT; still there after 500 ms
                     created at
                \tat dev.leakcheck.fixtures.ReactorNettyFixture.leavesAWebServer(ReactorNettyFixture.java)
                     with it:
                       listening socket 127.0.0.1:PORT (fd N)
                     to fix:    call disposeNow() on the DisposableServer before the test ends
                """);
        assertThat(Outcomes.message(run.test("leavesAConnection"))).contains("""
                  1) Connection of Reactor Netty to 127.0.0.1:PORT; still there after 500 ms
                     created at
                \tat dev.leakcheck.fixtures.ReactorNettyFixture.leavesAConnection(ReactorNettyFixture.java)
                """, """
                     to fix:    call disposeNow() on the Connection before the test ends, or read the response to its end
                """);
        String socket = "     with it:\n       socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)\n";
        assertThat(Outcomes.message(run.test("leavesItsProvider"))).isEqualTo("""
                ReactorNettyFixture.leavesItsProvider() left 1 client unclosed (budget 0)

                  1) ConnectionProvider own; still there after 500 ms
                     created at
                \tat dev.leakcheck.fixtures.ReactorNettyFixture.leavesItsProvider(ReactorNettyFixture.java)
                     with it:
                       socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)
                     to fix:    call disposeLater().block() on the ConnectionProvider before the test ends
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak FINGERPRINT""".replace(natively ? socket : "", ""));
        if (!natively) {
            assertThat(Outcomes.message(run.test("leavesAConnectionWithoutAPool")))
                    .contains(
                            "  1) socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N); still there after 500 ms\n",
                            "ReactorNettyFixture.leavesAConnectionWithoutAPool(ReactorNettyFixture.java)\n"
                                    + "     to fix:    call disposeNow() on what TcpClient.connectNow(…) returned before the test ends\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aChannelThatATestBindsInJavaIsItsTests(boolean otherNetty) {
        ForkedJUnit fork = ForkedJUnit.onCurrent();
        TestRun run = (otherNetty ? fork.otherNetty() : fork).run(NettyServersFixture.NioCase.class);

        assertThat(Outcomes.of(run)).isEqualTo(BOUND);
        assertThat(Outcomes.message(run.test("leaves")))
                .contains("  1) NioServerSocketChannel of Netty on port ", "listening socket ");
    }

    @Test
    void aChannelThatATestBindsNativelyIsItsTests() {
        TestRun run = ForkedJUnit.onCurrent().run(NettyServersFixture.EpollCase.class);

        assertThat(Outcomes.of(run)).isEqualTo(BOUND);
        assertThat(Outcomes.message(run.test("leaves")))
                .contains("  1) EpollServerSocketChannel of Netty on port ", "listening socket ");
    }
}
