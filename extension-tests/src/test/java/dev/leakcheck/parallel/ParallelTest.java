package dev.leakcheck.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.parallel.ParallelFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Outcomes;
import dev.leakcheck.testing.TestRun;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes and methods that run at the same time: everyone answers for what is theirs. */
class ParallelTest {

    @ParameterizedTest
    @ValueSource(strings = {"5.9.3", "5.14.4", "6.1.3"})
    void everyoneAnswersForTheirOwn(String version) {
        TestRun run = ForkedJUnit.on(version)
                .parameter("junit.jupiter.execution.parallel.enabled", "true")
                .parameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .parameter("junit.jupiter.execution.parallel.mode.classes.default", "concurrent")
                .parameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .run(
                        ParallelFixture.CleanCase.class,
                        ParallelFixture.LeakyCase.class,
                        ParallelFixture.OtherCleanCase.class);

        assertThat(failures(run, ParallelFixture.CleanCase.class)).isEmpty();
        assertThat(failures(run, ParallelFixture.OtherCleanCase.class)).isEmpty();
        assertThat(failures(run, ParallelFixture.LeakyCase.class)).isEqualTo("""
                file() failed: ParallelFixture.LeakyCase.file() left 1 file descriptor open (budget 0)
                fileOnOwnPool() failed: ParallelFixture.LeakyCase.fileOnOwnPool() left 1 file descriptor open (budget 0)
                fileOnSharedPool() failed: ParallelFixture.LeakyCase.fileOnSharedPool() left 1 file descriptor open (budget 0)
                process() failed: ParallelFixture.LeakyCase.process() left 1 process running (budget 0)
                thread() failed: ParallelFixture.LeakyCase.thread() left 1 thread running (budget 0)""");
    }

    private static String failures(TestRun run, Class<?> fixture) {
        return Outcomes.of(run, fixture)
                .lines()
                .filter(line -> line.contains(" failed"))
                .collect(Collectors.joining("\n"));
    }
}
