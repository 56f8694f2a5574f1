package dev.leakcheck.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.LeakTrend;
import dev.leakcheck.fixtures.Leaks;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** On a JUnit that is too old for LeakCheck tests run as if it were not there, and one line says so. */
class OldJUnitTest {

    private static final String LINE =
            "[LeakCheck] No test is checked: LeakCheck needs JUnit Jupiter 5.9 or later, and found 5.8.2\n";

    @Test
    void annotated() {
        TestRun run = ForkedJUnit.onTooOld().run(AnnotatedCase.class);

        assertThat(run.tests()).hasSize(6);
        assertUnchecked(run, LINE);
    }

    @Test
    void annotatedMethod() {
        TestRun run = ForkedJUnit.onTooOld().run(AnnotatedMethodCase.class);

        assertThat(run.tests()).hasSize(1);
        assertUnchecked(run, LINE);
    }

    @Test
    void autodetected() {
        TestRun run = ForkedJUnit.onTooOld().autodetection().run(PlainCase.class, AnnotatedCase.class);

        assertThat(run.tests()).hasSize(7);
        assertUnchecked(run, LINE);
    }

    @Test
    void whateverTheConfigurationSays() {
        TestRun run = ForkedJUnit.onTooOld()
                .parameter("leakcheck.mode", "report")
                .parameter("leakcheck.agent", "sometimes")
                .parameter("leakcheck.misspelt", "1")
                .run(AnnotatedCase.class);

        assertUnchecked(run, LINE);
    }

    @Test
    void silentWhereNothingIsToBeChecked() {
        assertUnchecked(ForkedJUnit.onTooOld().run(PlainCase.class), "");
        assertUnchecked(
                ForkedJUnit.onTooOld().parameter("leakcheck.mode", "off").run(AnnotatedCase.class), "");
    }

    private static void assertUnchecked(TestRun run, String line) {
        assertThat(run.results())
                .allSatisfy(result ->
                        assertThat(result.status()).as(result.toString()).isEqualTo(TestResult.Status.SUCCESSFUL));
        assertThat(run.stderr()).isEqualTo(line);
        assertThat(run.summary()).isEmpty();
        assertThat(run.directory().resolve("target")).doesNotExist();
    }

    static class PlainCase {
        @Test
        void leaks() {
            Leaks.thread("left by a plain test");
        }
    }

    static class AnnotatedMethodCase {
        @Test
        @LeakCheck
        void leaks() {
            Leaks.thread("left by an annotated method");
        }
    }

    @LeakCheck
    static class AnnotatedCase {
        @Test
        void leaks() {
            Leaks.thread("left by a test");
        }

        @LeakTrend(iterations = 7)
        void growsAtMostOnce() {
            Leaks.file();
        }

        @RepeatedTest(2)
        void repeats() {
            Leaks.file();
        }

        @TestFactory
        Stream<DynamicTest> dynamic() {
            return Stream.of(DynamicTest.dynamicTest("leaks", Leaks::file));
        }

        @Nested
        class Inner {
            @Test
            void leaks() {
                Leaks.file();
            }
        }
    }
}
