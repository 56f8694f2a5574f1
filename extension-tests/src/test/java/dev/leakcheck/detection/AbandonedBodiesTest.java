package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.AbandonedBodiesFixture;
import dev.leakcheck.fixtures.AbandonedByDefaultFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that were closed before their end, or read to it and not closed, have a budget of their own. */
@EnabledOnOs(OS.LINUX)
class AbandonedBodiesTest {

    /** Before 3.14 OkHttp does not say how its bodies end. */
    static List<String> versions() {
        return ForkedJUnit.okHttpVersions().stream()
                .filter(version -> !version.startsWith("3.12."))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void haveABudgetOfTheirOwn(String version) {
        TestRun run = ForkedJUnit.onCurrent()
                .okHttp(version)
                .parameter("leakcheck.settle", "50ms")
                .run(AbandonedBodiesFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "apacheClosesEarly: AbandonedBodiesFixture.apacheClosesEarly() abandoned 1 HTTP body (budget 0)",
                        "apacheClosesUnread: AbandonedBodiesFixture.apacheClosesUnread() abandoned 1 HTTP body (budget 0)",
                        "apacheConsumes: SUCCESSFUL",
                        "cancels: SUCCESSFUL",
                        "closesChunksUnread: AbandonedBodiesFixture.closesChunksUnread() abandoned 1 HTTP body (budget 0)",
                        "closesTwoUnread: AbandonedBodiesFixture.closesTwoUnread() abandoned 2 HTTP bodies (budget 0)",
                        "isIgnored: SUCCESSFUL",
                        "leaksOneAndAbandonsAnother: left 1 HTTP body unclosed (budget 0), abandoned 1 HTTP body (budget 0)",
                        "leaksOneAndClosesAnother: left 1 HTTP body unclosed (budget 0)",
                        "mayCloseOne: SUCCESSFUL",
                        "readsAndCloses: SUCCESSFUL",
                        "readsToTheEndAndClosesAfterALookAtAll: SUCCESSFUL",
                        "readsToTheEndInACallbackThatGoesOn: SUCCESSFUL",
                        "readsToTheEndWithoutClosing: AbandonedBodiesFixture.readsToTheEndWithoutClosing() abandoned 1 HTTP body (budget 0)");
        assertThat(run.summary())
                .contains(" 2 scopes leaked; leaks: bodies 2; scopes beyond their budget: abandonedBodies 6; ");
        assertThat(Outcomes.headlines(run))
                .filteredOn(line -> !line.startsWith("leaks"))
                .containsExactly(
                        "apacheClosesEarly -> GET http://localhost:PORT/large -> 200, closed after 64 KB of 2 MB",
                        "apacheClosesUnread -> GET http://localhost:PORT/large -> 200, closed with nothing of 2 MB read",
                        "closesChunksUnread -> GET http://localhost:PORT/chunked -> 200, closed unread",
                        "closesTwoUnread -> 2 × GET http://localhost:PORT/large -> 200, closed with nothing of 2 MB read",
                        "readsToTheEndWithoutClosing -> GET http://localhost:PORT/identified -> 200, read to its end and"
                                + " not closed, X-Request-Id req-7a2f");
        assertThat(Outcomes.message(run.test("closesTwoUnread"))).isEqualTo("""
                        AbandonedBodiesFixture.closesTwoUnread() abandoned 2 HTTP bodies (budget 0)

                          1) 2 × GET http://localhost:PORT/large -> 200, closed with nothing of 2 MB read
                             also GET http://localhost:PORT/large -> 200, closed with nothing of 2 MB read
                             requested at
                        \tat dev.leakcheck.fixtures.AbandonedBodiesFixture.execute(AbandonedBodiesFixture.java)
                        \tat dev.leakcheck.fixtures.AbandonedBodiesFixture.closesTwoUnread(AbandonedBodiesFixture.java)
                             to fix:    read the body to its end, or ask for less: HEAD, or a Range
                             to allow:  @LeakBudget(abandonedBodies = 2)
                             leak FINGERPRINT""");
        assertThat(Outcomes.message(run.test("leaksOneAndClosesAnother")))
                .endsWith("\n\n  note: 1 HTTP body was closed before its end: no leak, yet worth knowing");
        assertThat(Outcomes.message(run.test("leaksOneAndAbandonsAnother"))).doesNotContain("note:");
    }

    @Test
    void areNotJudgedByDefaultAndStandInTheReportAllTheSame() throws IOException {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .parameter("leakcheck.report.dir", "report")
                .run(AbandonedByDefaultFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly("closesUnread: SUCCESSFUL", "leaks: left 1 HTTP body unclosed (budget 0)");
        Path report = run.directory().resolve("report");
        try (Stream<Path> files = Files.list(report)) {
            Path lines = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readAllLines(lines))
                    .anySatisfy(line -> assertThat(line)
                            .contains("\"fate\":\"NOTED\"")
                            .contains("\"test\":\"closesUnread\"")
                            .contains("\"resource\":\"BODIES\"")
                            .contains("closed with nothing of 2 MB read"));
        }
        assertThat(report.resolve("index.html"))
                .content()
                .contains("1 failed, 1 worth knowing.")
                .contains("AbandonedByDefaultFixture.closesUnread(): worth knowing");
    }

    @Test
    void areJudgedByTheConfiguration() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .parameter("leakcheck.budget.abandonedBodies", "0")
                .run(AbandonedByDefaultFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "closesUnread: AbandonedByDefaultFixture.closesUnread() abandoned 1 HTTP body (budget 0)",
                        "leaks: left 1 HTTP body unclosed (budget 0)");
    }
}
