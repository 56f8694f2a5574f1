package dev.leakcheck.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakcheck.fixtures.lifecycle.ClassTemplateFixture;
import dev.leakcheck.fixtures.lifecycle.FailingFixture;
import dev.leakcheck.fixtures.lifecycle.InheritedFixture;
import dev.leakcheck.fixtures.lifecycle.KindsFixture;
import dev.leakcheck.fixtures.lifecycle.LongNamesFixture;
import dev.leakcheck.fixtures.lifecycle.NestedFixture;
import dev.leakcheck.fixtures.lifecycle.PerClassFixture;
import dev.leakcheck.fixtures.lifecycle.RegistrationFixture;
import dev.leakcheck.fixtures.lifecycle.ReleaseFixture;
import dev.leakcheck.fixtures.lifecycle.SkippedFixture;
import dev.leakcheck.fixtures.lifecycle.TimeoutFixture;
import dev.leakcheck.fixtures.lifecycle.WholeClassFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Outcomes;
import dev.leakcheck.testing.TestRun;
import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is blamed, and when: every kind of test and every hook, on every JUnit of the matrix; one fork for each. */
@ParameterizedClass
@MethodSource("dev.leakcheck.testing.ForkedJUnit#versions")
class LifecycleTest {

    private static final Class<?>[] FIXTURES = {
        KindsFixture.class,
        LongNamesFixture.class,
        PerClassFixture.class,
        PerClassFixture.LeakingInstanceCase.class,
        NestedFixture.class,
        InheritedFixture.Case.class,
        ClassTemplateFixture.class,
        TimeoutFixture.class,
        SkippedFixture.class,
        SkippedFixture.LeakyConstructorCase.class,
        SkippedFixture.DisabledCase.class,
        FailingFixture.class,
        FailingFixture.CleanConstructorCase.class,
        FailingFixture.LeakyConstructorCase.class,
        ReleaseFixture.ConstructorCase.class,
        ReleaseFixture.BeforeEachCase.class,
        ReleaseFixture.LeakyAfterEachCase.class,
        ReleaseFixture.AfterEachCase.class,
        ReleaseFixture.AutoCloseCase.class,
        ReleaseFixture.ExtensionAfterCase.class,
        ReleaseFixture.ExtensionBeforeCase.class,
        ReleaseFixture.StoreAfterCase.class,
        ReleaseFixture.StoreBeforeCase.class,
        ReleaseFixture.TempDirCase.class,
        WholeClassFixture.LeakyCase.class,
        WholeClassFixture.CleanCase.class,
        WholeClassFixture.LeakyStaticCase.class,
        WholeClassFixture.LeakyAfterAllCase.class,
        WholeClassFixture.FailingCase.class,
        RegistrationFixture.NoneCase.class,
        RegistrationFixture.MethodCase.class,
        RegistrationFixture.MetaCase.class,
        RegistrationFixture.SuperclassCase.class,
        RegistrationFixture.InterfaceCase.class,
        RegistrationFixture.ExtendWithCase.class,
        RegistrationFixture.StaticFieldCase.class,
        RegistrationFixture.TwiceCase.class,
    };

    private static final Map<String, TestRun> RUNS = new ConcurrentHashMap<>();

    @Parameter
    String version = "";

    @Test
    void everyKindOfTest() {
        assertOutcomes(KindsFixture.class, """
                clean() successful
                drawnLate() failed: KindsFixture.drawnLate() left 1 file descriptor open (budget 0)
                drawnLate()/#1 successful
                dynamic()/#1 failed: KindsFixture.dynamic() > leaks left 1 file descriptor open (budget 0)
                dynamic()/#2 successful
                dynamic()/#3/#1 failed: KindsFixture.dynamic() > inside > leaks deeper left 1 file descriptor open (budget 0)
                dynamic()/#4 failed: own failure; suppressed: KindsFixture.dynamic() > leaks and fails left 1 file descriptor open (budget 0)
                dynamic()/#5 successful
                leaks() failed: KindsFixture.leaks() left 1 file descriptor open (budget 0)
                leakyFactory() failed: KindsFixture.leakyFactory() left 1 file descriptor open (budget 0)
                leakyFactory()/#1 successful
                parameterized(boolean)/#1 failed: KindsFixture.parameterized() leak: true left 1 file descriptor open (budget 0)
                parameterized(boolean)/#2 successful
                repeated(RepetitionInfo)/#1 successful
                repeated(RepetitionInfo)/#2 failed: KindsFixture.repeated() repetition 2 of 3 left 1 file descriptor open (budget 0)
                repeated(RepetitionInfo)/#3 successful
                """);
    }

    @Test
    void oneInstanceForAllTests() {
        assertOutcomes(PerClassFixture.class, """
                clean() successful
                leaks() failed: PerClassFixture.leaks() left 1 file descriptor open (budget 0)
                parameterized(boolean)/#1 failed: PerClassFixture.parameterized() leak: true left 1 file descriptor open (budget 0)
                parameterized(boolean)/#2 successful
                """);
        assertOutcomes(PerClassFixture.LeakingInstanceCase.class, """
                class failed: PerClassFixture.LeakingInstanceCase left 1 file descriptor open (budget 0)
                clean() successful
                """);
    }

    @Test
    void namesOfSeveralLines() {
        // JUnit 6 replaces line feeds itself.
        String lineFeed = atLeast("6.0.0") ? "<LF>" : "\\n";

        assertOutcomes(LongNamesFixture.class, """
                tests()/#1 failed: LongNamesFixture.tests() > of two%slines left 1 file descriptor open (budget 0)
                """.formatted(lineFeed));
    }

    @Test
    void nestedClasses() {
        assertOutcomes(NestedFixture.class, """
                Inner/Deeper/clean() successful
                Inner/Deeper/leaks() failed: NestedFixture.Inner.Deeper.leaks() left 1 file descriptor open (budget 0)
                Inner/clean() successful
                Inner/leaks() failed: NestedFixture.Inner.leaks() left 1 file descriptor open (budget 0)
                InnerCleanAsAClass/clean() successful
                InnerLeakingAsAClass failed: NestedFixture.InnerLeakingAsAClass left 1 file descriptor open (budget 0)
                InnerLeakingAsAClass/clean() successful
                InnerWithLeakyConstructor/one() failed: NestedFixture.InnerWithLeakyConstructor.one() left 1 file descriptor open (budget 0)
                InnerWithLeakyConstructor/other() failed: NestedFixture.InnerWithLeakyConstructor.other() left 1 file descriptor open (budget 0)
                clean() successful
                leaks() failed: NestedFixture.leaks() left 1 file descriptor open (budget 0)
                """);
    }

    @Test
    void inheritedTests() {
        assertOutcomes(InheritedFixture.Case.class, """
                cleanInBase() successful
                cleanInInterface() successful
                leaksInBase() failed: InheritedFixture.Case.leaksInBase() left 1 file descriptor open (budget 0)
                leaksInInterface() failed: InheritedFixture.Case.leaksInInterface() left 1 file descriptor open (budget 0)
                leaksItself() failed: InheritedFixture.Case.leaksItself() left 1 file descriptor open (budget 0)
                """);
    }

    @Test
    void timeLimits() {
        assertOutcomes(TimeoutFixture.class, """
                clean() successful
                cleanAndLateInItsThread() failed: cleanAndLateInItsThread() timed out after 50 milliseconds
                cleanInItsThread() successful
                leaks() failed: TimeoutFixture.leaks() left 1 file descriptor open (budget 0)
                leaksAThreadFromItsThread() failed: TimeoutFixture.leaksAThreadFromItsThread() left 1 thread running (budget 0)
                leaksAndIsLate() failed: leaksAndIsLate() timed out after 50 milliseconds; suppressed: sleep interrupted; suppressed: TimeoutFixture.leaksAndIsLate() left 1 file descriptor open (budget 0)
                leaksInItsThread() failed: TimeoutFixture.leaksInItsThread() left 1 file descriptor open (budget 0)
                """);
    }

    @Test
    void testsThatDoNotRunToTheirEnd() {
        assertOutcomes(SkippedFixture.class, """
                aborts() aborted
                abortsAndLeaks() aborted
                abortsBefore() aborted
                cleanAfterThem() successful
                disabled() skipped
                leaksAfterThem() failed: SkippedFixture.leaksAfterThem() left 1 file descriptor open (budget 0)
                """);
        assertOutcomes(SkippedFixture.LeakyConstructorCase.class, """
                clean() successful
                disabled() skipped
                """);
        assertOutcomes(SkippedFixture.DisabledCase.class, """
                class skipped
                """);
    }

    @Test
    void failingTestsKeepTheirOwnFailureFirst() {
        assertOutcomes(FailingFixture.class, """
                afterClean() failed: own failure
                afterLeaks() failed: own failure; suppressed: FailingFixture.afterLeaks() left 1 file descriptor open (budget 0)
                beforeClean() failed: own failure
                beforeLeaks() failed: own failure; suppressed: FailingFixture.beforeLeaks() left 1 file descriptor open (budget 0)
                passes() successful
                testClean(TestInfo) failed: own failure
                testLeaks(TestInfo) failed: own failure; suppressed: FailingFixture.testLeaks() left 1 file descriptor open (budget 0)
                """);
        assertThat(run().test("afterLeaks()").mustFail().suppressedMessages())
                .singleElement()
                .asString()
                .contains("; not waited for, since the test has failed\n     opened at\n");
        assertOutcomes(FailingFixture.CleanConstructorCase.class, """
                never() failed: own failure
                """);
    }

    @Test
    void whatIsMadeBeforeAndReleasedAfterATest() {
        assertOutcomes(ReleaseFixture.ConstructorCase.class, """
                first() failed: ReleaseFixture.ConstructorCase.first() left 1 file descriptor open (budget 0)
                second() failed: ReleaseFixture.ConstructorCase.second() left 1 file descriptor open (budget 0)
                """);
        assertOutcomes(ReleaseFixture.BeforeEachCase.class, """
                test() failed: ReleaseFixture.BeforeEachCase.test() left 1 file descriptor open (budget 0)
                """);
        assertOutcomes(ReleaseFixture.LeakyAfterEachCase.class, """
                test() failed: ReleaseFixture.LeakyAfterEachCase.test() left 1 file descriptor open (budget 0)
                """);
        assertOutcomes(ReleaseFixture.AfterEachCase.class, """
                test() successful
                """);
        assertOutcomes(ReleaseFixture.ExtensionAfterCase.class, """
                test() successful
                """);
        assertOutcomes(ReleaseFixture.ExtensionBeforeCase.class, """
                test() successful
                """);
        assertOutcomes(ReleaseFixture.StoreAfterCase.class, """
                test() successful
                """);
        assertOutcomes(ReleaseFixture.StoreBeforeCase.class, """
                test() successful
                """);
        assertOutcomes(ReleaseFixture.TempDirCase.class, """
                clean(Path) successful
                leaks() failed: ReleaseFixture.TempDirCase.leaks() left 1 file descriptor open (budget 0)
                """);
    }

    @Test
    void whatAClassMakes() {
        assertOutcomes(WholeClassFixture.LeakyCase.class, """
                class failed: WholeClassFixture.LeakyCase left 1 file descriptor open (budget 0)
                clean() successful
                leaks() failed: WholeClassFixture.LeakyCase.leaks() left 1 file descriptor open (budget 0)
                """);
        assertOutcomes(WholeClassFixture.CleanCase.class, """
                clean() successful
                """);
        assertOutcomes(WholeClassFixture.LeakyStaticCase.class, """
                class failed: WholeClassFixture.LeakyStaticCase left 1 file descriptor open (budget 0)
                clean() successful
                """);
        assertOutcomes(WholeClassFixture.LeakyAfterAllCase.class, """
                class failed: WholeClassFixture.LeakyAfterAllCase left 1 file descriptor open (budget 0)
                clean() successful
                """);
        assertOutcomes(WholeClassFixture.FailingCase.class, """
                class failed: own failure; suppressed: WholeClassFixture.FailingCase left 1 file descriptor open (budget 0)
                """);
    }

    @Test
    void waysToAskForTheCheck() {
        assertOutcomes(RegistrationFixture.NoneCase.class, """
                clean() successful
                leaks() successful
                """);
        assertOutcomes(RegistrationFixture.MethodCase.class, """
                clean() successful
                leaks() failed: RegistrationFixture.MethodCase.leaks() left 1 file descriptor open (budget 0)
                leaksByMeta() failed: RegistrationFixture.MethodCase.leaksByMeta() left 1 file descriptor open (budget 0)
                leaksUnchecked() successful
                """);
        assertOutcomes(RegistrationFixture.MetaCase.class, """
                leaks() failed: RegistrationFixture.MetaCase.leaks() left 1 file descriptor open (budget 0)
                """);
        assertOutcomes(RegistrationFixture.SuperclassCase.class, """
                leaks() failed: RegistrationFixture.SuperclassCase.leaks() left 1 file descriptor open (budget 0)
                """);
        assertOutcomes(RegistrationFixture.InterfaceCase.class, """
                leaks() failed: RegistrationFixture.InterfaceCase.leaks() left 1 file descriptor open (budget 0)
                """);
        assertOutcomes(RegistrationFixture.ExtendWithCase.class, """
                leaks() failed: RegistrationFixture.ExtendWithCase.leaks() left 1 file descriptor open (budget 0)
                """);
        assertOutcomes(RegistrationFixture.StaticFieldCase.class, """
                clean() successful
                leaks() failed: RegistrationFixture.StaticFieldCase.leaks() left 1 file descriptor open (budget 0)
                """);
        assertOutcomes(RegistrationFixture.TwiceCase.class, """
                leaks() failed: RegistrationFixture.TwiceCase.leaks() left 1 file descriptor open (budget 0)
                """);
    }

    @Test
    void failureInTheConstructor() {
        boolean knowsItsTest = atLeast("5.12");
        assertOutcomes(FailingFixture.LeakyConstructorCase.class, knowsItsTest ? """
                never() failed: own failure; suppressed: FailingFixture.LeakyConstructorCase.never() left 1 file descriptor open (budget 0)
                neverEither() failed: own failure; suppressed: FailingFixture.LeakyConstructorCase.neverEither() left 1 file descriptor open (budget 0)
                """ : """
                never() failed: own failure
                neverEither() failed: own failure
                """);
    }

    @Test
    void autoClose() {
        assertOutcomes(ReleaseFixture.AutoCloseCase.class, atLeast("5.11") ? """
                test() successful
                """ : """
                test() failed: ReleaseFixture.AutoCloseCase.test() left 1 file descriptor open (budget 0)
                """);
    }

    @Test
    void parameterizedClass() {
        assumeTrue(atLeast("5.13"), "no @ParameterizedClass in JUnit " + version);
        assertOutcomes(ClassTemplateFixture.class, """
                #1/clean() successful
                #1/maybeLeaks() failed: ClassTemplateFixture.maybeLeaks() of leak: true left 1 file descriptor open (budget 0)
                #1/maybeLeaksOnce(int)/#1 successful
                #1/maybeLeaksOnce(int)/#2 failed: ClassTemplateFixture.maybeLeaksOnce() number 2 of leak: true left 1 file descriptor open (budget 0)
                #2/clean() successful
                #2/maybeLeaks() successful
                #2/maybeLeaksOnce(int)/#1 successful
                #2/maybeLeaksOnce(int)/#2 successful
                """);
    }

    @Test
    void autodetection() {
        TestRun detected = fork(version).autodetection().run(FIXTURES);

        assertThat(Outcomes.of(detected, RegistrationFixture.NoneCase.class) + "\n")
                .isEqualTo("""
                clean() successful
                leaks() failed: RegistrationFixture.NoneCase.leaks() left 1 file descriptor open (budget 0)
                """);
        assertThat(Outcomes.of(detected, RegistrationFixture.MethodCase.class) + "\n")
                .isEqualTo("""
                clean() successful
                leaks() failed: RegistrationFixture.MethodCase.leaks() left 1 file descriptor open (budget 0)
                leaksByMeta() failed: RegistrationFixture.MethodCase.leaksByMeta() left 1 file descriptor open (budget 0)
                leaksUnchecked() failed: RegistrationFixture.MethodCase.leaksUnchecked() left 1 file descriptor open (budget 0)
                """);
        Stream.of(FIXTURES)
                .filter(fixture -> !List.of(RegistrationFixture.NoneCase.class, RegistrationFixture.MethodCase.class)
                        .contains(fixture))
                .forEach(fixture -> assertThat(Outcomes.of(detected, fixture)).isEqualTo(Outcomes.of(run(), fixture)));
    }

    @Test
    void saysNothingElse() {
        assertThat(run().stderr()).isEmpty();
    }

    private boolean atLeast(String wanted) {
        return Version.parse(version).compareTo(Version.parse(wanted)) >= 0;
    }

    private void assertOutcomes(Class<?> fixture, String expected) {
        assertThat(Outcomes.of(run(), fixture) + "\n").isEqualTo(expected);
    }

    private TestRun run() {
        return RUNS.computeIfAbsent(version, on -> fork(on).run(FIXTURES));
    }

    private static ForkedJUnit fork(String version) {
        return ForkedJUnit.on(version).jvmArgs("-XX:+EnableDynamicAgentLoading").parameter("leakcheck.settle", "20ms");
    }
}
