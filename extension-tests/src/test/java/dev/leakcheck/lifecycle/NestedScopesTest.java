package dev.leakcheck.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.lifecycle.NestedLifetimesFixture.AfterFailingCase;
import dev.leakcheck.fixtures.lifecycle.NestedLifetimesFixture.ArgumentsCase;
import dev.leakcheck.fixtures.lifecycle.NestedLifetimesFixture.FailingLastCase;
import dev.leakcheck.fixtures.lifecycle.NestedLifetimesFixture.InnerFixtureCase;
import dev.leakcheck.fixtures.lifecycle.NestedLifetimesFixture.OneInstanceInsideCase;
import dev.leakcheck.fixtures.lifecycle.NestedLifetimesFixture.OneInstanceOutsideCase;
import dev.leakcheck.fixtures.lifecycle.NestedLifetimesFixture.OuterInstanceCase;
import dev.leakcheck.fixtures.lifecycle.NestedLifetimesFixture.SharedOuterInstanceCase;
import dev.leakcheck.fixtures.parallel.NestedHeapFixture.ClassesCase;
import dev.leakcheck.fixtures.parallel.NestedHeapFixture.TestsCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Outcomes;
import dev.leakcheck.testing.TestRun;
import java.lang.module.ModuleDescriptor.Version;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests of inner classes are scopes of those, whatever JUnit tells of them before it makes the outer instance. */
class NestedScopesTest {

    @ParameterizedTest
    @MethodSource("dev.leakcheck.testing.ForkedJUnit#versions")
    void oneAfterTheOther(String version) {
        boolean hasArguments = Version.parse(version).compareTo(Version.parse("5.13")) >= 0;
        List<Class<?>> fixtures = new ArrayList<>(List.of(
                InnerFixtureCase.class,
                OneInstanceInsideCase.class,
                OneInstanceOutsideCase.class,
                OuterInstanceCase.class,
                SharedOuterInstanceCase.class,
                FailingLastCase.class,
                AfterFailingCase.class));
        if (hasArguments) {
            fixtures.add(ArgumentsCase.class);
        }
        TestRun run =
                ForkedJUnit.on(version).parameter("leakcheck.settle", "50ms").run(fixtures.toArray(new Class<?>[0]));

        assertThat(outcomes(run, InnerFixtureCase.class)).isEqualTo("""
                Inner/Deeper/clean() successful
                Inner/Deeper/keeps() failed: NestedLifetimesFixture.InnerFixtureCase.Inner.Deeper.keeps() left 10 MB of heap reachable (budget 4 MB)
                Inner/clean() successful
                clean() successful
                """);
        assertThat(outcomes(run, OneInstanceInsideCase.class)).isEqualTo("""
                Clean/Deeper/clean() successful
                Clean/Deeper/leaks() failed: NestedLifetimesFixture.OneInstanceInsideCase.Clean.Deeper.leaks() left 1 file descriptor open (budget 0)
                Clean/clean() successful
                Clean/cleanToo() successful
                Clean/keeps() failed: NestedLifetimesFixture.OneInstanceInsideCase.Clean.keeps() left 10 MB of heap reachable (budget 4 MB)
                Clean/leaks() failed: NestedLifetimesFixture.OneInstanceInsideCase.Clean.leaks() left 1 file descriptor open (budget 0)
                Leaking failed: NestedLifetimesFixture.OneInstanceInsideCase.Leaking left 1 file descriptor open (budget 0)
                Leaking/clean() successful
                clean() successful
                """);
        String failure = Version.parse(version).compareTo(Version.parse("5.12")) < 0
                ? "own failure"
                : "own failure; suppressed: NestedLifetimesFixture.OneInstanceOutsideCase.Failing.a_never()"
                        + " left 1 file descriptor open (budget 0)";
        assertThat(outcomes(run, OneInstanceOutsideCase.class)).isEqualTo("""
                Failing/a_never() failed: %s
                Failing/b_clean() successful
                Failing/c_leaks() failed: NestedLifetimesFixture.OneInstanceOutsideCase.Failing.c_leaks() left 1 file descriptor open (budget 0)
                Inner/a_leaksByItsInstance() failed: NestedLifetimesFixture.OneInstanceOutsideCase.Inner.a_leaksByItsInstance() left 1 file descriptor open (budget 0)
                Inner/b_clean() successful
                clean() successful
                """.formatted(failure));
        assertThat(outcomes(run, OuterInstanceCase.class)).isEqualTo("""
                Inner/a_closes() successful
                Inner/b_closes() failed: NestedLifetimesFixture.OuterInstanceCase.Inner.b_closes() left 6.0 MB of heap reachable (budget 4 MB)
                Inner/c_doesNot() failed: NestedLifetimesFixture.OuterInstanceCase.Inner.c_doesNot() left 1 file descriptor open (budget 0)
                """);
        assertThat(outcomes(run, SharedOuterInstanceCase.class)).isEqualTo("""
                Clean/clean() successful
                Leaking failed: NestedLifetimesFixture.SharedOuterInstanceCase.Leaking left 1 file descriptor open (budget 0)
                Leaking/clean() successful
                """);
        assertThat(outcomes(run, AfterFailingCase.class)).isEqualTo("""
                leaks() failed: NestedLifetimesFixture.AfterFailingCase.leaks() left 1 file descriptor open (budget 0)
                """);
        if (hasArguments) {
            assertThat(outcomes(run, ArgumentsCase.class)).isEqualTo("""
                    Inner/#1/clean() successful
                    Inner/#1/keeps() successful
                    Inner/#2/clean() successful
                    Inner/#2/keeps() failed: NestedLifetimesFixture.ArgumentsCase.Inner.keeps() of 10 MB left 10 MB of heap reachable (budget 4 MB)
                    OneInstance/#1/clean() successful
                    OneInstance/#1/leaks() successful
                    OneInstance/#2/clean() successful
                    OneInstance/#2/leaks() failed: NestedLifetimesFixture.ArgumentsCase.OneInstance.leaks() of 10 MB left 1 file descriptor open (budget 0)
                    clean() successful
                    """);
        }
        assertThat(run.stderr()).doesNotContain("[LeakCheck]");
    }

    @ParameterizedTest
    @MethodSource("dev.leakcheck.testing.ForkedJUnit#versions")
    void atTheSameTime(String version) {
        TestRun run = ForkedJUnit.on(version)
                .parameter("leakcheck.settle", "50ms")
                .parameter("junit.jupiter.execution.parallel.enabled", "true")
                .parameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .parameter("junit.jupiter.execution.parallel.mode.classes.default", "same_thread")
                .parameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .parameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "4")
                .run(TestsCase.class, ClassesCase.class);

        assertThat(outcomes(run, TestsCase.class)).isEqualTo("""
                Inner failed: NestedHeapFixture.TestsCase.Inner left 9 MB of heap reachable (budget 4 MB)
                Inner/one() successful
                Inner/three() successful
                Inner/two() successful
                """);
        assertThat(outcomes(run, ClassesCase.class)).isEqualTo("""
                Clean/clean() successful
                Leaking/leaks() failed: NestedHeapFixture.ClassesCase.Leaking.leaks() left 1 file descriptor open (budget 0)
                """);
        assertThat(run.stderr().lines().filter(line -> line.startsWith("[LeakCheck] ")))
                .satisfiesExactlyInAnyOrder(
                        notice -> assertThat(notice).contains("not judged for test classes that run concurrently"),
                        notice -> assertThat(notice).contains("not judged for tests that run concurrently where"),
                        notice -> assertThat(notice).startsWith("[LeakCheck] In all, the heap has grown by"));
    }

    private static String outcomes(TestRun run, Class<?> fixture) {
        return Outcomes.of(run, fixture)
                        .replaceAll("9\\.9 MB|10\\.\\d MB", "10 MB")
                        .replaceAll("9\\.\\d MB", "9 MB") + "\n";
    }
}
