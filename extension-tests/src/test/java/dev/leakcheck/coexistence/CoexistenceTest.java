package dev.leakcheck.coexistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.coexistence.MockingFixture;
import dev.leakcheck.fixtures.config.PlainFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Golden;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.Outcomes;
import dev.leakcheck.testing.TestRun;
import java.io.File;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Other agents in the same JVM: everyone's classes stay right, and so do creation sites. */
@ParameterizedClass
@MethodSource("dev.leakcheck.testing.Jdk#all")
class CoexistenceTest {

    private static final String CHECKED = """
            leaks() failed: MockingFixture.CheckedCase.leaks() left 1 thread running (budget 0)
            mocks() successful
            mocksAJdkClass() successful
            mocksAndLeaks() failed: MockingFixture.CheckedCase.mocksAndLeaks() left 1 file descriptor open (budget 0)""";

    @Parameter
    Jdk jdk = Jdk.current();

    @Test
    void mockitoFirst() {
        assertMocks(
                fork().run(MockingFixture.UncheckedCase.class, PlainFixture.class, MockingFixture.CheckedCase.class));
    }

    @Test
    void mockitoLast() {
        assertMocks(
                fork().run(PlainFixture.class, MockingFixture.CheckedCase.class, MockingFixture.UncheckedCase.class));
    }

    @Test
    void jacoco() {
        TestRun run = fork().jvmArgs("-javaagent:" + jar("org.jacoco.agent-") + "=destfile=jacoco.exec")
                .run(PlainFixture.class, MockingFixture.CheckedCase.class);

        assertPlain(run);
        assertThat(Outcomes.of(run, MockingFixture.CheckedCase.class)).isEqualTo(CHECKED);
        assertThat(run.directory()).isNotNull();
        assertThat(run.directory().resolve("jacoco.exec"))
                .matches(file -> file.toFile().length() > 0);
    }

    private static void assertMocks(TestRun run) {
        assertThat(Outcomes.of(run, MockingFixture.UncheckedCase.class)).isEqualTo("mocks() successful");
        assertThat(Outcomes.of(run, MockingFixture.CheckedCase.class)).isEqualTo(CHECKED);
        assertPlain(run);
    }

    private static void assertPlain(TestRun run) {
        assertThat(Outcomes.of(run, PlainFixture.class)).isEqualTo("""
                clean() successful
                file() failed: PlainFixture.file() left 1 file descriptor open (budget 0)
                thread() failed: PlainFixture.thread() left 1 thread running (budget 0)""");
        assertThat(Golden.of(run.test("file").mustFail())).isEqualTo("""
                PlainFixture.file() left 1 file descriptor open (budget 0)

                  1) file …/plain.txt (fd N); still there after 20 ms
                     opened at
                	at dev.leakcheck.fixtures.Leaks.file(Leaks.java:N)
                	at dev.leakcheck.fixtures.config.PlainFixture.file(PlainFixture.java:N)
                     to fix:    close the FileInputStream: try (var it = new FileInputStream(…)) { … }
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak 67b434fd""");
        assertThat(Golden.of(run.test("thread").mustFail())).isEqualTo("""
                PlainFixture.thread() left 1 thread running (budget 0)

                  1) thread "plain", daemon=true, WAITING; still there after 20 ms
                     started at
                	at dev.leakcheck.fixtures.Leaks.thread(Leaks.java:N)
                	at dev.leakcheck.fixtures.config.PlainFixture.thread(PlainFixture.java:N)
                     now at
                	at dev.leakcheck.fixtures.Leaks.waitForEver(Leaks.java:N)
                     to fix:    end the thread and join() it before the test ends
                     to allow:  @LeakBudget(threads = 1)
                     leak 5f5240cc""");
    }

    private ForkedJUnit fork() {
        return ForkedJUnit.onCurrent().jdk(jdk).parameter("leakcheck.settle", "20ms");
    }

    private static String jar(String name) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> new File(entry).getName().startsWith(name))
                .findFirst()
                .orElseThrow();
    }
}
