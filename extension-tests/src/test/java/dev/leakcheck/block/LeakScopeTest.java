package dev.leakcheck.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.BlockFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.InProcess;
import dev.leakcheck.testing.Outcomes;
import dev.leakcheck.testing.TestRun;
import org.junit.jupiter.api.Test;

/** {@link dev.leakcheck.LeakScope} and its assertions, outside and inside a checked test. */
class LeakScopeTest {

    @Test
    void standsAlone() {
        TestRun run = ForkedJUnit.onCurrent().run(BlockFixture.class);

        assertThat(run.failed()).isEmpty();
        assertThat(run.tests()).hasSize(6);
    }

    @Test
    void followsTheConfigurationOfTheRun() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.agent", "off")
                .parameter("leakcheck.budget.fileDescriptors", "1")
                .parameter("leakcheck.settle", "20ms")
                .run(BlockFixture.ConfiguredCase.class);

        assertThat(run.failed().stream().map(result -> result.mustFail().text()))
                .isEmpty();
        assertThat(run.tests()).hasSize(1);
    }

    @Test
    void isOffWithTheRunAndOnlyWithIt() {
        TestRun off = InProcess.platform()
                .parameter("leakcheck.mode", "off")
                .run(BlockFixture.OffCase.class, BlockFixture.CheckedOffCase.class);
        TestRun withoutListeners =
                InProcess.engine().parameter("leakcheck.mode", "off").run(BlockFixture.CheckedOffCase.class);
        TestRun on = InProcess.platform().parameter("leakcheck.settle", "20ms").run(BlockFixture.OffCase.class);

        assertThat(off.failed()).isEmpty();
        assertThat(off.tests()).hasSize(2);
        assertThat(withoutListeners.failed()).isEmpty();
        assertThat(on.test("checksNothing").mustFail().message()).contains(" left 1 file descriptor open (budget 0)");
    }

    @Test
    void nestsInATest() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "20ms").run(BlockFixture.InTestCase.class);

        assertThat(Outcomes.of(run, BlockFixture.InTestCase.class).replaceAll(":\\d+ left", ":N left"))
                .isEqualTo("""
                        blockFails() failed: LeakScope at BlockFixture.java:N left 1 file descriptor open (budget 0)
                        blockIsAsked() successful
                        blockIsNeverClosed() failed: BlockFixture.InTestCase.blockIsNeverClosed() left 1 file descriptor open (budget 0)
                        clean() successful
                        leaksAroundTheBlock() failed: BlockFixture.InTestCase.leaksAroundTheBlock() left 1 file descriptor open (budget 0)""");
        assertThat(run.summary().replaceAll("\\d+ ms", "N ms"))
                .isEqualTo(
                        "[LeakCheck] Summary: 5 tests checked, 4 scopes leaked; leaks: file descriptors 4; N ms spent");
    }
}
