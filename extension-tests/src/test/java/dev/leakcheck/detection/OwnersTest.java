package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.AsyncHttpClientFixture;
import dev.leakcheck.fixtures.ClassOwnersFixture;
import dev.leakcheck.fixtures.CollectedOwnerFixture;
import dev.leakcheck.fixtures.DepotAdapter;
import dev.leakcheck.fixtures.DepotFixture;
import dev.leakcheck.fixtures.GrpcFixture;
import dev.leakcheck.fixtures.IdleFixture;
import dev.leakcheck.fixtures.JettySessionsFixture;
import dev.leakcheck.fixtures.LoopResourcesFixture;
import dev.leakcheck.fixtures.NettyArenaFixture;
import dev.leakcheck.fixtures.OwnersFixture;
import dev.leakcheck.fixtures.RestClientFixture;
import dev.leakcheck.fixtures.SharedLoopFixture;
import dev.leakcheck.fixtures.TelemetryFixture;
import dev.leakcheck.fixtures.VertxFixture;
import dev.leakcheck.fixtures.ZooKeeperFixture;
import dev.leakcheck.spi.OwnerAdapter;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools, clients and servers of real libraries: one that is never closed is one leak. */
@EnabledOnOs(OS.LINUX)
class OwnersTest {

    private static final String SERVICE = "left 1 service running (budget 0)";
    private static final String CLIENT = "left 1 client unclosed (budget 0)";

    private static final List<String> OUTCOMES = Stream.concat(
                    Stream.of(
                                    "leaked APACHE4_ASYNC_CLIENT: " + SERVICE,
                                    "leaked APACHE4_CLIENT: " + CLIENT,
                                    "leaked APACHE4_CLIENT_OF_BASIC_MANAGER: " + CLIENT,
                                    "leaked APACHE4_CLIENT_THAT_EVICTS: " + CLIENT,
                                    "leaked APACHE_ASYNC_CLIENT: " + SERVICE,
                                    "leaked APACHE_CLIENT: " + CLIENT,
                                    "leaked APACHE_CLIENT_THAT_EVICTS: " + CLIENT,
                                    "leaked CHANNEL_GROUP: " + SERVICE,
                                    "leaked CHANNEL_GROUP_OF_CACHED_POOL: " + SERVICE,
                                    "leaked DBCP: " + SERVICE,
                                    "leaked DRUID: " + SERVICE,
                                    "leaked DRUID_THAT_FILTERS_AND_LOGS: " + SERVICE,
                                    "leaked H2_POOL_OF_FILE: " + SERVICE,
                                    "leaked HIKARI: " + SERVICE,
                                    "leaked HIKARI_OF_FILE_MADE_AT_FIRST_USE: " + SERVICE,
                                    "leaked HTTP_SERVER: " + SERVICE,
                                    "leaked HTTP_SERVER_NOT_STARTED: " + SERVICE,
                                    "leaked JETTY: " + SERVICE,
                                    "leaked JETTY_POOL: " + SERVICE,
                                    "leaked MOCK_WEB_SERVER: " + SERVICE,
                                    "leaked NETTY: " + SERVICE,
                                    "leaked TOMCAT_POOL: " + SERVICE)
                            .flatMap(line -> Stream.of(
                                    line, line.replace("leaked", "closed").replaceFirst(":.*", ": SUCCESSFUL"))),
                    Stream.of(
                            "asksByTheClientOfTheClass: SUCCESSFUL",
                            "channelOfASharedGroup: SUCCESSFUL",
                            "channelOfTheDefaultGroup: SUCCESSFUL",
                            "connectsAndForgets: left 1 file descriptor open (budget 0)",
                            "hikariPoolNeverClosed: " + SERVICE,
                            "leavesAResponseOfTheClientOfTheClass: left 1 file descriptor open (budget 0)",
                            "memoryOfALoopOfTheClass: SUCCESSFUL",
                            "mockWebServerNeverShutDown: " + SERVICE,
                            "neverUsed: SUCCESSFUL",
                            "nettyGroupNeverShutDown: " + SERVICE,
                            "oneMorePoolThatEvicts: left 2 services running (budget 0)",
                            "ownPoolOutlivesTheLoop: left 1 thread running (budget 0)",
                            "toldToStopButTakingItsTime: SUCCESSFUL"))
            .sorted()
            .toList();

    @TempDir
    Path services;

    @Test
    void oneLeakForAnOwnerThatIsNeverClosed() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(OwnersFixture.class);

        assertThat(Outcomes.of(run)).isEqualTo(OUTCOMES);
        assertThat(message(run.test("hikariPoolNeverClosed"))).isEqualTo("""
                OwnersFixture.hikariPoolNeverClosed() left 1 service running (budget 0)

                  1) connection pool orders of jdbc:h2:mem:orders; still there after 50 ms
                     created at
                \tat dev.leakcheck.fixtures.OwnersFixture.hikariPoolNeverClosed(OwnersFixture.java)
                     with it:
                       thread "orders:housekeeper", daemon=true, TIMED_WAITING
                     to fix:    close() the HikariDataSource before the test ends
                     to allow:  @LeakBudget(threads = 1)
                     leak FINGERPRINT""");
        assertThat(message(run.test("mockWebServerNeverShutDown"))).isEqualTo("""
                OwnersFixture.mockWebServerNeverShutDown() left 1 service running (budget 0)

                  1) MockWebServer on port PORT; still there after 50 ms
                     created at
                \tat dev.leakcheck.fixtures.OwnersFixture.mockWebServerNeverShutDown(OwnersFixture.java)
                     with it:
                       thread "MockWebServer PORT", daemon=false, RUNNABLE
                       listening socket 127.0.0.1:PORT (fd N)
                     to fix:    shutdown() the MockWebServer before the test ends
                     to allow:  @LeakBudget(threads = 1)
                     leak FINGERPRINT""");
        assertThat(message(run.test("leaked HIKARI_OF_FILE_MADE_AT_FIRST_USE")))
                .contains("\n       file ", "hikari-", ".mv.db (fd N)\n", ".trace.db (fd N)\n");
        assertThat(message(run.test("leaked TOMCAT_POOL")))
                .contains(
                        "  1) Tomcat connection pool of jdbc:h2:file:",
                        "thread \"Tomcat JDBC Pool Cleaner[",
                        "\n       file ",
                        "     to fix:    close() the DataSource before the test ends\n");
        assertThat(message(run.test("leaked DRUID_THAT_FILTERS_AND_LOGS")))
                .contains(
                        "  1) Druid connection pool orders of jdbc:h2:file:",
                        "thread \"Druid-ConnectionPool-Create-",
                        "thread \"Druid-ConnectionPool-Destroy-",
                        "thread \"Druid-ConnectionPool-Log-",
                        "\n       file ",
                        "     to fix:    close() the DruidDataSource before the test ends\n");
        assertThat(message(run.test("leaked JETTY")))
                .contains("\n  1) Jetty Server on port PORT; still there after 50 ms\n", "\n       … and ");
        assertThat(message(run.test("leaked CHANNEL_GROUP_OF_CACHED_POOL"))).contains("""
                     with it:
                       thread "Thread-N", daemon=true, RUNNABLE
                """, """
                       epoll (a Selector) (fd N)
                       pipe (fd N)
                       pipe (fd N)
                     to fix:    call shutdownNow() on the AsynchronousChannelGroup before the test ends
                """);
        assertThat(message(run.test("leaked APACHE_CLIENT"))).contains("""
                  1) CloseableHttpClient; still there after 50 ms
                     created at
                \tat dev.leakcheck.fixtures.Owning$""", """
                     with it:
                       socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)
                """);
        // What the JDK does not let go of is not its user's fault.
        assertThat(run.stderr().lines().filter(line -> line.startsWith("[LeakCheck]")))
                .map(line -> line.replaceAll("\\.java:\\d+", ".java"))
                .containsExactlyInAnyOrder(
                        "[LeakCheck] Told to stop, but still there at the end of the run: 1 thread and 2 file descriptors"
                                + " of the event loop group NioEventLoopGroup of 1 created at"
                                + " dev.leakcheck.fixtures.OwnersFixture.toldToStopButTakingItsTime(OwnersFixture.java),"
                                + " in OwnersFixture.toldToStopButTakingItsTime()",
                        "[LeakCheck] Told to stop, but still there at the end of the run: 3 file descriptors of the"
                                + " HttpServer created at dev.leakcheck.fixtures.Owning$2.open(Owning.java),"
                                + " in OwnersFixture.closed() closed HTTP_SERVER_NOT_STARTED");
    }

    @ParameterizedTest
    @MethodSource("okHttpVersions")
    void knowsOtherVersions(String okHttp) {
        TestRun run = ForkedJUnit.onCurrent()
                .okHttp(okHttp)
                .otherNetty()
                .parameter("leakcheck.settle", "50ms")
                .run(methods(
                        "connectsAndForgets",
                        "mockWebServerNeverShutDown",
                        "nettyGroupNeverShutDown",
                        "ownPoolOutlivesTheLoop",
                        "toldToStopButTakingItsTime"));

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "connectsAndForgets: left 1 file descriptor open (budget 0)",
                        "mockWebServerNeverShutDown: " + SERVICE,
                        "nettyGroupNeverShutDown: " + SERVICE,
                        "ownPoolOutlivesTheLoop: left 1 thread running (budget 0)",
                        "toldToStopButTakingItsTime: SUCCESSFUL");
        assertThat(message(run.test("mockWebServerNeverShutDown"))).contains("\n  1) MockWebServer on port PORT;");
    }

    /** Others than the build's. */
    static List<String> okHttpVersions() {
        return ForkedJUnit.okHttpVersions().stream()
                .filter(version -> !version.startsWith("4."))
                .toList();
    }

    @Test
    void oneLeakForAServerWithTheKeeperOfItsSessions() {
        ForkedJUnit build = ForkedJUnit.onCurrent();
        ForkedJUnit older = ForkedJUnit.onCurrent().olderJetty();
        for (ForkedJUnit jetty : List.of(build, older)) {
            TestRun run = jetty.parameter("leakcheck.settle", "50ms").run(JettySessionsFixture.class);

            assertThat(Outcomes.of(run))
                    .containsExactly(
                            "neverStops: " + SERVICE,
                            "neverStopsTheServerNorItsOwnScheduler: left 2 services running (budget 0)",
                            "stops: SUCCESSFUL");
            if (jetty == older) {
                assertThat(message(run.test("neverStops"))).contains("thread \"Session-HouseKeeper-");
            }
        }
    }

    @Test
    void chargesWhatOwnersOfTheClassKeepToTheClass() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .run(ClassOwnersFixture.ClosingCase.class, ClassOwnersFixture.ForgetfulCase.class);

        assertThat(run.failed()).hasSize(1);
        assertThat(message(run.container(ClassOwnersFixture.ForgetfulCase.class)))
                .startsWith("ClassOwnersFixture.ForgetfulCase left 18 services running (budget 0),"
                        + " 5 clients unclosed (budget 0)\n");
        assertThat(run.tests()).hasSize(44);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void blamesNobodyForChunksOfNettysAllocators(boolean otherNetty) {
        ForkedJUnit fork = ForkedJUnit.onCurrent();
        TestRun run = (otherNetty ? fork.otherNetty() : fork).run(NettyArenaFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "borrowsFromTheArena: SUCCESSFUL",
                        "borrowsFromTheDefaultAllocator: SUCCESSFUL",
                        "keepsABuffer: left 2 MB of direct memory reserved (budget 1 MB)");
    }

    @Test
    void knowsTheNettyOfGrpc() {
        TestRun run = ForkedJUnit.onCurrent().run(GrpcFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "leavesAChannel: " + SERVICE,
                        "leavesAServer: " + SERVICE,
                        "leavesAServerThatNobodyCalled: " + SERVICE,
                        "leavesItsOwnLoop: " + SERVICE,
                        "shutsItsChannelDown: SUCCESSFUL",
                        "shutsItsServerDown: SUCCESSFUL");
        assertThat(message(run.test("leavesAChannel")))
                .contains(
                        "  1) gRPC channel to 127.0.0.1:",
                        "     created at\n",
                        "dev.leakcheck.fixtures.GrpcFixture.leavesAChannel(",
                        "     to fix:    call shutdownNow() on the ManagedChannel before the test ends\n");
        assertThat(message(run.test("leavesAServer")))
                .contains("     to fix:    call shutdownNow() on the Server before the test ends\n");
    }

    @Test
    void aClientOfZooKeeperIsOneLeakWithAllThatItKeeps() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(ZooKeeperFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "closesItsClient: SUCCESSFUL",
                        "closesItsClientOfCurator: SUCCESSFUL",
                        "leavesAClient: " + SERVICE,
                        "leavesAClientOfCurator: " + SERVICE,
                        "leavesAListener: " + SERVICE,
                        "leavesServers: left 2 services running (budget 0)",
                        "shutsItsServerDown: SUCCESSFUL",
                        "usesTheClientOfTheClass: SUCCESSFUL");
        assertThat(message(run.test("leavesAClientOfCurator")))
                .contains(
                        "  1) Curator client of 127.0.0.1:PORT; still there",
                        "     to fix:    close() the CuratorFramework before the test ends\n");
        assertThat(message(run.test("leavesAClient")))
                .contains(
                        "  1) ZooKeeper client of 127.0.0.1:PORT; still there",
                        "dev.leakcheck.fixtures.ZooKeeperFixture.zooKeeper(",
                        "     to fix:    close() the ZooKeeper before the test ends\n");
        assertThat(message(run.test("leavesServers")))
                .contains(
                        "  1) 2 × ServerCnxnFactory of ZooKeeper on port PORT; still there",
                        "dev.leakcheck.fixtures.ZooKeeperFixture.server(",
                        "     to fix:    call shutdown() on the ServerCnxnFactory before the test ends\n");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void whatIsIdleIsItsPoolsAndWhatIsInUseTheTests(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(IdleFixture.class);

        String leaks = "left 1 file descriptor open (budget 0)";
        assertThat(Outcomes.of(run))
                .containsExactly(
                        "closesASocketThroughAProxy: SUCCESSFUL",
                        "givesBackWhatItBorrowed: SUCCESSFUL",
                        "keepsWhatItBorrowed: " + leaks,
                        "leavesAResponseOfAnOldClient: " + leaks,
                        "leavesASocketThroughAProxy: " + leaks,
                        "leavesATimer: " + SERVICE,
                        "readsAResponseOfAnOldClient: SUCCESSFUL",
                        "usesTheTimerOfTheClass: SUCCESSFUL");
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void anInstanceOfVertxIsOneLeakWithAllThatItKeeps() {
        TestRun run = ForkedJUnit.onCurrent().run(VertxFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "closesItsInstance: SUCCESSFUL",
                        "closesItsInstanceAndDoesNotWait: SUCCESSFUL",
                        "leavesAnInstance: " + SERVICE,
                        "leavesAnInstanceThatNobodyUsed: " + SERVICE,
                        "repetition 1 of 3: SUCCESSFUL",
                        "repetition 2 of 3: SUCCESSFUL",
                        "repetition 3 of 3: SUCCESSFUL");
        assertThat(message(run.test("leavesAnInstance")))
                .contains(
                        "  1) Vertx; still there",
                        "dev.leakcheck.fixtures.VertxFixture.leavesAnInstance(",
                        "thread \"vertx-blocked-thread-checker\"",
                        "     to fix:    call close() on the Vertx before the test ends, and wait for it\n");
    }

    @Test
    void anAsyncHttpClientIsOneLeakWithAllThatItKeeps() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(AsyncHttpClientFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "closesItsClient: SUCCESSFUL",
                        "leavesAClient: " + SERVICE,
                        "leavesAClientThatNobodyUsed: " + SERVICE,
                        "leavesARequestOfTheClientOfTheClass: left 1 file descriptor open (budget 0)",
                        "repetition 1 of 3: SUCCESSFUL",
                        "repetition 2 of 3: SUCCESSFUL",
                        "repetition 3 of 3: SUCCESSFUL");
        assertThat(message(run.test("leavesAClient")))
                .contains(
                        "  1) AsyncHttpClient; still there",
                        "     created at\n\tat dev.leakcheck.fixtures.AsyncHttpClientFixture.leavesAClient(",
                        "     to fix:    close() the AsyncHttpClient before the test ends\n");
    }

    @Test
    void loopsOfReactorNettyAreTheirResources() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(LoopResourcesFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "disposesOfItsLoops: SUCCESSFUL",
                        "leavesItsLoops: " + SERVICE,
                        "repetition 1 of 3: SUCCESSFUL",
                        "repetition 2 of 3: SUCCESSFUL",
                        "repetition 3 of 3: SUCCESSFUL",
                        "usesLoopsThatAServerHas: SUCCESSFUL",
                        "usesWhatAllHave: SUCCESSFUL");
        assertThat(message(run.test("leavesItsLoops")))
                .contains(
                        "  1) LoopResources own; still there",
                        "dev.leakcheck.fixtures.LoopResourcesFixture.leavesItsLoops(",
                        "     to fix:    call disposeLater().block() on the LoopResources before the test ends\n");
    }

    @Test
    void nobodyIsBlamedForAClientThatSpringGivesNobodyToClose() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(RestClientFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "asksByItsOwnClient: SUCCESSFUL",
                        "destroysItsFactory: SUCCESSFUL",
                        "leavesItsFactory: " + CLIENT,
                        "repetition 1 of 2: SUCCESSFUL",
                        "repetition 2 of 2: SUCCESSFUL");
        assertThat(message(run.test("leavesItsFactory")))
                .contains("dev.leakcheck.fixtures.RestClientFixture.leavesItsFactory(");
    }

    @Test
    void whatTelemetryExportsByIsOneLeakWithTheSdkThatItIsOf() {
        TestRun run = ForkedJUnit.onCurrent().run(TelemetryFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "closesItsSdk: SUCCESSFUL",
                        "leavesAProcessor: " + SERVICE,
                        "leavesAProvider: " + SERVICE,
                        "leavesAProviderOfSeveralProcessors: " + SERVICE,
                        "leavesAnSdk: " + SERVICE,
                        "leavesLoggers: " + SERVICE,
                        "leavesMeters: " + SERVICE,
                        "shutsItsLoggersDown: SUCCESSFUL",
                        "shutsItsMetersDown: SUCCESSFUL",
                        "shutsItsProviderDown: SUCCESSFUL",
                        "usesTheSdkOfTheClass: SUCCESSFUL");
        assertThat(message(run.test("leavesAProvider")))
                .contains(
                        "  1) SdkTracerProvider of OpenTelemetry; still there",
                        "dev.leakcheck.fixtures.TelemetryFixture.leavesAProvider(",
                        "thread \"BatchSpanProcessor_WorkerThread-",
                        "     to fix:    call shutdown() on the SdkTracerProvider before the test ends,"
                                + " and join(…) what it returns\n");
    }

    @Test
    void namesTheTestThatLeftSomethingInALoopOfItsClass() {
        TestRun run = ForkedJUnit.onCurrent().run(SharedLoopFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "SharedLoopFixture: left 1 thread running (budget 0)",
                        "firstNeedsTheLoop: SUCCESSFUL",
                        "secondLeavesAPoolInTheLoop: SUCCESSFUL");
        assertThat(message(run.container(SharedLoopFixture.class)))
                .contains("created in SharedLoopFixture.secondLeavesAPoolInTheLoop()");
    }

    @Test
    void blamesNobodyForThePartsOfWhatWasBlamed() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(CollectedOwnerFixture.class);

        assertThat(Outcomes.of(run)).containsExactly("comesAfterwards: SUCCESSFUL", "leaksAClient: " + CLIENT);
    }

    @Test
    void withoutTheAgentThreadsAndDescriptorsStandForTheirOwners() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.agent", "off")
                .parameter("leakcheck.settle", "50ms")
                .run(methods("hikariPoolNeverClosed"));

        assertThat(message(run.test("hikariPoolNeverClosed")))
                .startsWith("OwnersFixture.hikariPoolNeverClosed() left 1 thread running (budget 0)\n");
    }

    @Test
    void asksTheAdaptersOfUsers() throws IOException {
        TestRun run = with(DepotAdapter.class, DepotFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly("closed: SUCCESSFUL", "leaked: " + SERVICE, "leakedBranch: " + SERVICE);
        assertThat(message(run.test("leakedBranch"))).isEqualTo("""
                DepotFixture.leakedBranch() left 1 service running (budget 0)

                  1) depot in Ulm, branch Ulm; still there after 50 ms
                     created at
                \tat dev.leakcheck.fixtures.DepotFixture.leakedBranch(DepotFixture.java)
                     with it:
                       thread "clerk of in Ulm", daemon=false, WAITING
                     to fix:    close() it before the test ends
                     to allow:  @LeakBudget(threads = 1)
                     leak FINGERPRINT""");
        assertThat(run.stderr()).doesNotContain("[LeakCheck]");
    }

    @Test
    void aNumberThatNativeCodeHadOnceExcusesNothingElse() throws IOException {
        TestRun run = with(DepotAdapter.Native.class, DepotFixture.NumbersCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly("closes: SUCCESSFUL", "leaks: left 1 file descriptor open (budget 0)");
    }

    @Test
    void doesWithoutAnAdapterThatThrows() throws IOException {
        TestRun run = with(DepotAdapter.Faulty.class, DepotFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "closed: SUCCESSFUL",
                        "leaked: left 1 thread running (budget 0)",
                        "leakedBranch: left 1 thread running (budget 0)");
        assertThat(run.stderr().lines().filter(line -> line.startsWith("[LeakCheck]")))
                .containsExactly(
                        "[LeakCheck] The owner adapter dev.leakcheck.fixtures.DepotAdapter$Faulty is off for the"
                                + " rest of this run: parts() threw java.lang.IllegalStateException: no such thing. What its"
                                + " owners keep is checked thread by thread and descriptor by descriptor");
    }

    private static String[] methods(String... names) {
        return Stream.of(names)
                .map(name -> OwnersFixture.class.getName() + "#" + name)
                .toArray(String[]::new);
    }

    private TestRun with(Class<? extends OwnerAdapter> adapter, Class<?> fixture) throws IOException {
        Path directory = Files.createDirectories(services.resolve("META-INF/services"));
        Files.writeString(directory.resolve(OwnerAdapter.class.getName()), adapter.getName());
        return ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .prepend(services)
                .run(fixture);
    }

    private static String message(TestResult result) {
        return Outcomes.message(result)
                .replaceAll("\"(Innocuous)?Thread-\\d+\"", "\"Thread-N\"")
                .replaceAll("\"MockWebServer \\d+\"", "\"MockWebServer PORT\"");
    }
}
