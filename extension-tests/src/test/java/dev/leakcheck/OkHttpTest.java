package dev.leakcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.JdkHttpFixture;
import dev.leakcheck.fixtures.OkHttpCleanFixture;
import dev.leakcheck.fixtures.OkHttpEarlyFixture;
import dev.leakcheck.fixtures.OkHttpLeaksFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP bodies of OkHttp 3 to 5, against a real server. */
@EnabledOnOs(OS.LINUX)
class OkHttpTest {

    static List<String> versions() {
        return ForkedJUnit.okHttpVersions();
    }

    /** Those whose pools are found without hooks. */
    static List<String> versionsKnownWithoutTheAgent() {
        return versions().stream().filter(version -> !isOkHttp3(version)).toList();
    }

    private static boolean isOkHttp3(String version) {
        return version.startsWith("3.");
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void saysWhichBodiesWereLeftUnclosed(String version) throws IOException {
        TestRun run = ForkedJUnit.onCurrent()
                .okHttp(version)
                .parameter("leakcheck.settle", "100ms")
                .run(OkHttpLeaksFixture.class);

        assertMessages(run, "okhttp-leaks.txt", isOkHttp3(version));
        assertThat(run.stderr()).doesNotContain("[LeakCheck]");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void leavesThoseAloneWhoLeaveNothing(String version) {
        TestRun run = ForkedJUnit.onCurrent().okHttp(version).run(OkHttpCleanFixture.class);

        assertClean(run, 29);
        assertThat(run.stderr()).doesNotContain("[LeakCheck]");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void seesWhatWasLoadedBeforeTheAgent(String version) {
        TestRun run = ForkedJUnit.onCurrent()
                .okHttp(version)
                .parameter("leakcheck.settle", "100ms")
                .run(OkHttpEarlyFixture.class);

        assertThat(run.test("leaks").mustFail().message())
                .startsWith("OkHttpEarlyFixture.leaks() left 1 HTTP body unclosed (budget 0)\n");
        assertThat(run.failed()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("versionsKnownWithoutTheAgent")
    void withoutTheAgentSeesTheBodiesThatHoldAConnection(String version) {
        TestRun run = ForkedJUnit.onCurrent()
                .okHttp(version)
                .parameter("leakcheck.agent", "off")
                .parameter("leakcheck.settle", "100ms")
                .run(OkHttpLeaksFixture.class);

        // OkHttp holds its calls weakly: once a response is collected only its socket tells of it.
        assertThat(run.tests())
                .allSatisfy(test -> assertThat(test.mustFail().message())
                        .containsPattern("left 1 (HTTP body unclosed|file descriptor open) \\(budget 0\\)"));
        assertThat(run.failed())
                .filteredOn(test -> test.mustFail().message().contains("HTTP body"))
                .hasSizeGreaterThan(run.failed().size() / 2);
        assertThat(run.stderr().lines().filter(line -> line.startsWith("[LeakCheck]")))
                .singleElement()
                .asString()
                .contains("HTTP bodies are not seen, but for bodies of OkHttp that hold a connection: leakcheck.agent");
    }

    @ParameterizedTest
    @MethodSource("versionsKnownWithoutTheAgent")
    void withoutTheAgentLeavesThoseAloneWhoLeaveNothing(String version) {
        TestRun run = ForkedJUnit.onCurrent()
                .okHttp(version)
                .jvmArgs("-XX:+DisableAttachMechanism")
                .run(OkHttpCleanFixture.class, OkHttpEarlyFixture.class);

        assertThat(run.failed()).extracting(TestResult::displayName).containsExactly("leaks()");
        assertThat(run.tests()).hasSize(31);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void leavesTheClientsOfTheJdkAlone(Jdk jdk) {
        assertClean(ForkedJUnit.onCurrent().jdk(jdk).run(JdkHttpFixture.class), 11);
    }

    private static void assertMessages(TestRun run, String golden, boolean okHttp3) throws IOException {
        Files.writeString(run.directory().resolve(golden), messages(run));
        assertThat(onlyOf(okHttp3, messages(run))).isEqualTo(onlyOf(okHttp3, golden(golden)));
    }

    /** OkHttp 3 has an own way with a response that an interceptor drops for another. */
    private static String onlyOf(boolean okHttp3, String messages) {
        return okHttp3
                ? messages.replaceAll(
                        "(?s)OkHttpLeaksFixture\\.interceptorProceedsTwice.*?(?=OkHttpLeaksFixture\\.interceptorThrows)",
                        "")
                : messages;
    }

    private static void assertClean(TestRun run, int tests) {
        assertThat(run.failed().stream()
                        .map(result ->
                                result.displayName() + "\n" + result.mustFail().text()))
                .isEmpty();
        assertThat(run.tests()).hasSize(tests);
    }

    /** What each failure says, without what changes from run to run and from one OkHttp to the other. */
    private static String messages(TestRun run) {
        return run.failed().stream()
                .sorted(Comparator.comparing(TestResult::displayName))
                .map(result -> result.mustFail().message())
                .map(OkHttpTest::stable)
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    private static String stable(String message) {
        return message.replaceAll("(localhost|127\\.0\\.0\\.1|\\[::1]):\\d+", "$1:PORT")
                .replaceAll("fd \\d+", "fd N")
                .replaceAll("/\\S*/[0-9a-f]{32}\\.1", "CACHE/ENTRY")
                .replaceAll("leak [0-9a-f]{8}", "leak FINGERPRINT")
                .replaceAll("\\.(kt|java):\\d+\\)", ".$1)");
    }

    private static String golden(String name) throws IOException {
        try (InputStream file = OkHttpTest.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
