package dev.leakcheck.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.DeepFixture;
import dev.leakcheck.fixtures.ManyLeaksFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a message shows of more leaks than it has room for. */
@EnabledOnOs(OS.LINUX)
class ManyLeaksTest {

    @Test
    void hasABlockOfEachResource() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(ManyLeaksFixture.class);

        TestResult both = run.test("threadsAndFiles()");
        assertThat(both.mustFail().messageOrEmpty())
                .startsWith("ManyLeaksFixture.threadsAndFiles() left 20 threads running (budget 0),"
                        + " 20 file descriptors open (budget 0)\n");
        assertThat(blocks(both))
                .containsExactly(
                        "1) thread",
                        "2) thread",
                        "3) thread",
                        "4) thread",
                        "5) thread",
                        "6) thread",
                        "7) thread",
                        "8) file");
        assertThat(both.mustFail().messageOrEmpty()).endsWith("\n  … and 32 more (13 threads, 19 file descriptors)");
        TestResult threads = run.test("threads()");
        assertThat(blocks(threads)).hasSize(8).last().isEqualTo("8) thread");
        assertThat(threads.mustFail().messageOrEmpty()).endsWith("\n  … and 1 more (1 thread)");
    }

    @Test
    void showsTheFramesOfTheTestHoweverManyAreBefore() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(DeepFixture.class);

        assertThat(frames(run.test("opensAFarOff()")))
                .hasSize(17)
                .startsWith("at dev.leakcheck.fixtures.Leaks.file(Leaks.java)")
                .endsWith(
                        "... 8 more",
                        "at dev.leakcheck.fixtures.DeepFixture.descend(DeepFixture.java)",
                        "at dev.leakcheck.fixtures.DeepFixture.descend(DeepFixture.java)",
                        "at dev.leakcheck.fixtures.DeepFixture.descend(DeepFixture.java)",
                        "at dev.leakcheck.fixtures.DeepFixture.opensAFarOff(DeepFixture.java)");
        assertThat(frames(run.test("opensAsDeepAsIsShown()")))
                .hasSize(17)
                .allMatch(line -> line.startsWith("at "))
                .endsWith("at dev.leakcheck.fixtures.DeepFixture.opensAsDeepAsIsShown(DeepFixture.java)");
    }

    private static List<String> frames(TestResult result) {
        return result.mustFail()
                .messageOrEmpty()
                .lines()
                .filter(line -> line.startsWith("\t"))
                .map(line -> line.strip().replaceAll(":\\d+\\)", ")"))
                .toList();
    }

    private static List<String> blocks(TestResult result) {
        return Pattern.compile("(?m)^  (\\d+\\) \\w+)")
                .matcher(result.mustFail().messageOrEmpty())
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
