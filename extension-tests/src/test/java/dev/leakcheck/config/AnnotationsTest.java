package dev.leakcheck.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.config.BadAnnotationFixture;
import dev.leakcheck.fixtures.config.BudgetFixture;
import dev.leakcheck.fixtures.config.IgnoreFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Outcomes;
import dev.leakcheck.testing.TestRun;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What annotations allow, accept and check, by precedence; and those that mean nothing. Old and new hooks differ. */
@ParameterizedClass
@ValueSource(strings = {"5.9.3", "5.14.4"})
class AnnotationsTest {

    /** One JVM for all fixtures of a version and a configuration. */
    private static final Map<String, TestRun> RUNS = new ConcurrentHashMap<>();

    @Parameter
    String version = "";

    @Test
    void methodOverClassOverEnclosingClassOverConfigurationOverDefault() {
        assertOutcomes(BudgetFixture.ConfiguredCase.class, """
                one() successful
                oneThread() failed: BudgetFixture.ConfiguredCase.oneThread() left 1 thread running (budget 0)
                two() failed: BudgetFixture.ConfiguredCase.two() left 2 file descriptors open (budget 1)
                """);
        assertOutcomes(BudgetFixture.ClassCase.class, """
                Inheriting/three() failed: BudgetFixture.ClassCase.Inheriting.three() left 3 file descriptors open (budget 2)
                Inheriting/two() successful
                Own/three() successful
                Own/threeAndAThread() failed: BudgetFixture.ClassCase.Own.threeAndAThread() left 1 thread running (budget 0)
                fourByMeta() successful
                one() failed: BudgetFixture.ClassCase.one() left 1 file descriptor open (budget 0)
                ten() successful
                three() failed: BudgetFixture.ClassCase.three() left 3 file descriptors open (budget 2)
                two() successful
                twoAndAThread() successful
                """);
    }

    @Test
    void budgetsAreInherited() {
        assertOutcomes(BudgetFixture.SubclassCase.class, """
                Inheriting/three() failed: BudgetFixture.ClassCase.Inheriting.three() left 3 file descriptors open (budget 2)
                Inheriting/two() successful
                Own/three() successful
                Own/threeAndAThread() failed: BudgetFixture.ClassCase.Own.threeAndAThread() left 1 thread running (budget 0)
                fourByMeta() successful
                one() failed: BudgetFixture.SubclassCase.one() left 1 file descriptor open (budget 0)
                ten() successful
                three() failed: BudgetFixture.SubclassCase.three() left 3 file descriptors open (budget 2)
                two() successful
                twoAndAThread() successful
                """);
    }

    @Test
    void budgetsOfSeveralAnnotationsCombine() {
        assertOutcomes(BudgetFixture.MetaCase.class, """
                metaAndOwn() successful
                ofMeta() failed: BudgetFixture.MetaCase.ofMeta() left 2 threads running (budget 1)
                ownIsNearer() failed: BudgetFixture.MetaCase.ownIsNearer() left 4 file descriptors open (budget 3)
                theShorterWayIsNearer() failed: BudgetFixture.MetaCase.theShorterWayIsNearer() left 6 file descriptors open (budget 5)
                twoMetas() successful
                """);
    }

    @Test
    void memoryBudgets() {
        assertOutcomes(BudgetFixture.MemoryCase.class, """
                over() failed: BudgetFixture.MemoryCase.over() left 16 MB of heap reachable (budget 4 MB)
                unlimited() successful
                within() successful
                """);
    }

    @Test
    void acceptedLeaks() {
        assertOutcomes(IgnoreFixture.Case.class, """
                acceptedByNobody() failed: IgnoreFixture.Case.acceptedByNobody() left 1 file descriptor open (budget 0)
                acceptedOnTheClass() successful
                anythingByItsCreator() successful
                byAnAnnotationOfTheUser() successful
                byRepeatedAnnotationsOfTheUser() successful
                createdByOthers() failed: IgnoreFixture.Case.createdByOthers() left 1 file descriptor open (budget 0)
                filesByGlob() failed: IgnoreFixture.Case.filesByGlob() left 1 file descriptor open (budget 0)
                narrowedToOthers() failed: IgnoreFixture.Case.narrowedToOthers() left 1 thread running (budget 0)
                narrowedToThis() successful
                repeated() successful
                threadsByWholeName() failed: IgnoreFixture.Case.threadsByWholeName() left 1 thread running (budget 0)
                """);
    }

    @Test
    void someResourcesOnly() {
        assertOutcomes(IgnoreFixture.SubsetCase.class, """
                all() failed: IgnoreFixture.SubsetCase.all() left 1 file descriptor open (budget 0)
                file() successful
                others() failed: IgnoreFixture.SubsetCase.others() left 1 file descriptor open (budget 0)
                thread() failed: IgnoreFixture.SubsetCase.thread() left 1 thread running (budget 0)
                """);
    }

    @Test
    void annotationsThatMeanNothing() {
        assertOutcomes(BadAnnotationFixture.MethodCase.class, """
                because() failed: @LeakIgnore on BadAnnotationFixture.MethodCase.because(): because is empty. Say why the leak is accepted, for the next reader
                count() failed: @LeakBudget(threads) on BadAnnotationFixture.MethodCase.count(): -1 is no budget. Allowed are whole numbers from 0, and LeakBudget.UNLIMITED
                glob() failed: @LeakIgnore on BadAnnotationFixture.MethodCase.glob(): files = '{a' is no glob: Missing '}
                good() successful
                negativeSize() failed: @LeakBudget(directMemory) on BadAnnotationFixture.MethodCase.negativeSize(): '-1KB' is no size. Allowed are a whole number with B, KB, MB or GB such as "512KB" or "4MB", and "unlimited"
                nothing() failed: @LeakIgnore on BadAnnotationFixture.MethodCase.nothing(): nothing to ignore. Set at least one of threads, files, createdBy
                regex() failed: @LeakIgnore on BadAnnotationFixture.MethodCase.regex(): threads = 'poller-(' is no regular expression: Unclosed group near index 8
                size() failed: @LeakBudget(heap) on BadAnnotationFixture.MethodCase.size(): '4 bananas' is no size. Allowed are a whole number with B, KB, MB or GB such as "512KB" or "4MB", and "unlimited"
                """);
        assertOutcomes(BadAnnotationFixture.ClassCase.class, """
                class failed: @LeakBudget(jdbc) on BadAnnotationFixture.ClassCase: -7 is no budget. Allowed are whole numbers from 0, and LeakBudget.UNLIMITED
                """);
    }

    private void assertOutcomes(Class<?> fixture, String expected) {
        boolean configured = fixture.getName().contains("BudgetFixture");
        TestRun run = RUNS.computeIfAbsent(version + configured, ignored -> run(configured));
        // What else the heap gains or loses meanwhile is less than half an MB.
        assertThat((Outcomes.of(run, fixture) + "\n").replaceAll("(\\d+)\\.\\d MB", "$1 MB"))
                .isEqualTo(expected);
    }

    private TestRun run(boolean configured) {
        ForkedJUnit fork = ForkedJUnit.on(version).parameter("leakcheck.settle", "20ms");
        return configured
                ? fork.parameter("leakcheck.budget.fileDescriptors", "1")
                        .run(
                                BudgetFixture.ConfiguredCase.class,
                                BudgetFixture.ClassCase.class,
                                BudgetFixture.SubclassCase.class,
                                BudgetFixture.MetaCase.class,
                                BudgetFixture.MemoryCase.class)
                : fork.run(
                        IgnoreFixture.Case.class,
                        IgnoreFixture.SubsetCase.class,
                        BadAnnotationFixture.MethodCase.class,
                        BadAnnotationFixture.ClassCase.class);
    }
}
