package dev.leakcheck.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.config.OneTestFixture;
import dev.leakcheck.fixtures.config.PlainFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Golden;
import dev.leakcheck.testing.InProcess;
import dev.leakcheck.testing.Outcomes;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each configuration key does, and what a key or a value that means nothing does: it fails all that is checked. */
class ConfigurationTest {

    private static final String CLEAN = "clean() successful\n";
    private static final String FILE_OK = "file() successful\n";
    private static final String THREAD_OK = "thread() successful\n";
    private static final String FILE = "file() failed: PlainFixture.file() left 1 file descriptor open (budget 0)\n";
    private static final String THREAD = "thread() failed: PlainFixture.thread() left 1 thread running (budget 0)\n";

    private static final String ALLOWED_KEYS =
            " Allowed are leakcheck.agent, leakcheck.budget.abandonedBodies, leakcheck.budget.allocation, leakcheck.budget.bodies,"
                    + " leakcheck.budget.directMemory, leakcheck.budget.fileDescriptors, leakcheck.budget.heap,"
                    + " leakcheck.budget.jdbc, leakcheck.budget.peakBodies, leakcheck.budget.peakFileDescriptors,"
                    + " leakcheck.budget.processes, leakcheck.budget.threads, leakcheck.freeze,"
                    + " leakcheck.heap.dump, leakcheck.heap.quota, leakcheck.heap.sites, leakcheck.ignore.createdBy, leakcheck.ignore.files, leakcheck.ignore.threads, leakcheck.mode,"
                    + " leakcheck.report.dir, leakcheck.run, leakcheck.settle";

    @Test
    void modeReport() {
        TestRun run = plain("leakcheck.mode", "report");

        assertThat(outcomes(run)).isEqualTo(CLEAN + FILE_OK + THREAD_OK);
        assertThat(Golden.of(run.stderr())).contains("""
                        [LeakCheck] PlainFixture.thread() left 1 thread running (budget 0)

                          1) thread "plain", daemon=true, WAITING; still there after 20 ms
                             started at
                        	at dev.leakcheck.fixtures.Leaks.thread(Leaks.java:N)
                        	at dev.leakcheck.fixtures.config.PlainFixture.thread(PlainFixture.java:N)
                             now at
                        	at dev.leakcheck.fixtures.Leaks.waitForEver(Leaks.java:N)
                             to fix:    end the thread and join() it before the test ends
                             to allow:  @LeakBudget(threads = 1)
                             leak 5f5240cc
                        """).contains("""
                        [LeakCheck] PlainFixture.file() left 1 file descriptor open (budget 0)

                          1) file …/plain.txt (fd N); still there after 20 ms
                             opened at
                        	at dev.leakcheck.fixtures.Leaks.file(Leaks.java:N)
                        	at dev.leakcheck.fixtures.config.PlainFixture.file(PlainFixture.java:N)
                             to fix:    close the FileInputStream: try (var it = new FileInputStream(…)) { … }
                             to allow:  @LeakBudget(fileDescriptors = 1)
                             leak 67b434fd
                        """);
    }

    @Test
    void modeOff() {
        TestRun run = plain("leakcheck.mode", "off");

        assertThat(outcomes(run)).isEqualTo(CLEAN + FILE_OK + THREAD_OK);
        assertThat(run.stderr()).isEmpty();
    }

    @Test
    void settleOfNothingIsNotSpokenOf() {
        TestRun run = plain("leakcheck.settle", "0");

        assertThat(outcomes(run)).isEqualTo(CLEAN + FILE + THREAD);
        assertThat(Golden.of(run.test("file").mustFail())).contains("  1) file …/plain.txt (fd N)\n     opened at\n");
    }

    @Test
    void agentOff() {
        TestRun run = plain("leakcheck.agent", "off");

        assertThat(outcomes(run)).isEqualTo(CLEAN + FILE + THREAD);
        assertThat(Golden.of(run.test("file").mustFail())).isEqualTo("""
                PlainFixture.file() left 1 file descriptor open (budget 0)

                  1) file …/plain.txt (fd N); still there after 20 ms
                     opened at: unknown, since leakcheck.agent is off; set it to auto to see creation sites
                     to fix:    close it before the test ends
                     to allow:  @LeakBudget(fileDescriptors = 1)
                     leak 69072ee2""".replace("69072ee2", fingerprint(run, "file")));
        assertThat(run.test("file").mustFail().frames())
                .singleElement()
                .asString()
                .matches("dev\\.leakcheck\\.fixtures\\.config\\.PlainFixture\\.file\\(PlainFixture\\.java:\\d+\\)");
    }

    @Test
    void agentRequired() {
        assertThat(outcomes(plain("leakcheck.agent", "required"))).isEqualTo(CLEAN + FILE + THREAD);
    }

    @Test
    void budgets() {
        assertThat(outcomes(plain("leakcheck.budget.threads", "1"))).isEqualTo(CLEAN + FILE + THREAD_OK);
        assertThat(outcomes(plain("leakcheck.budget.fileDescriptors", "Unlimited")))
                .isEqualTo(CLEAN + FILE_OK + THREAD);
    }

    @Test
    void ignores() {
        assertThat(outcomes(plain("leakcheck.ignore.threads", "pl.*"))).isEqualTo(CLEAN + FILE + THREAD_OK);
        assertThat(outcomes(plain("leakcheck.ignore.files", "**/plain.txt"))).isEqualTo(CLEAN + FILE_OK + THREAD);
        assertThat(outcomes(plain("leakcheck.ignore.createdBy", "dev.leakcheck.fixtures.")))
                .isEqualTo(CLEAN + FILE_OK + THREAD_OK);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            mode              | loud  | 'loud' means nothing. Allowed are fail, report, off
            agent             | on    | 'on' means nothing. Allowed are auto, off, required
            settle            | soon  | 'soon' means nothing. Allowed is a whole number of milliseconds or seconds such as 500ms or 2s
            settle            | -5ms  | '-5ms' means nothing. Allowed is a whole number of milliseconds or seconds such as 500ms or 2s
            report.dir        | ` `   | ' ' means nothing. Allowed is the path of a file or folder
            freeze            | ` `   | ' ' means nothing. Allowed is the path of a file or folder
            budget.threads    | -1    | '-1' means nothing. Allowed are a whole number from 0 and "unlimited"
            budget.fileDescriptors | 1.5 | '1.5' means nothing. Allowed are a whole number from 0 and "unlimited"
            budget.bodies     | many  | 'many' means nothing. Allowed are a whole number from 0 and "unlimited"
            budget.jdbc       | ` `   | ' ' means nothing. Allowed are a whole number from 0 and "unlimited"
            budget.processes  | 1KB   | '1KB' means nothing. Allowed are a whole number from 0 and "unlimited"
            budget.heap       | 4     | '4' is no size. Allowed are a whole number with B, KB, MB or GB such as "512KB" or "4MB", and "unlimited"
            budget.directMemory | -1KB | '-1KB' is no size. Allowed are a whole number with B, KB, MB or GB such as "512KB" or "4MB", and "unlimited"
            ignore.threads    | a(    | threads = 'a(' is no regular expression: Unclosed group near index 2
            ignore.threads    | ` `   | ' ' means nothing. Allowed is a regular expression for the whole name of a thread
            ignore.files      | {a    | files = '{a' is no glob: Missing '}
            ignore.files      | ` `   | ' ' means nothing. Allowed is a glob for the path of a file such as **/*.log
            ignore.createdBy  | ` `   | ' ' means nothing. Allowed is the beginning of a class name such as com.acme.
            """)
    void valuesThatMeanNothing(String key, String value, String complaint) {
        TestRun run = InProcess.engine()
                .parameter("leakcheck." + key, value)
                .run(OneTestFixture.ClassCase.class, OneTestFixture.OtherClassCase.class);

        String expected = "class failed: Configuration parameter 'leakcheck." + key + "': " + complaint;
        assertThat(Outcomes.of(run, OneTestFixture.ClassCase.class)).isEqualTo(expected);
        assertThat(Outcomes.of(run, OneTestFixture.OtherClassCase.class)).isEqualTo(expected);
    }

    @Test
    void unknownKeyOfTheEngine() {
        assertUnknown(
                InProcess.engine().parameter("leakcheck.bugdet.heap", "1MB").run(cases()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5.9.3", "6.1.3"})
    void unknownKeyOfTheLauncher(String version) {
        assertUnknown(ForkedJUnit.on(version)
                .parameter("leakcheck.bugdet.heap", "1MB")
                .run(cases()));
    }

    @Test
    void unknownSystemProperty() {
        assertUnknown(ForkedJUnit.onCurrent()
                .systemProperty("leakcheck.bugdet.heap", "1MB")
                .run(cases()));
    }

    @Test
    void unknownKeyOfTheFile(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("junit-platform.properties"), "leakcheck.bugdet.heap = 1MB\n");

        assertUnknown(ForkedJUnit.onCurrent().prepend(directory).run(cases()));
    }

    @Test
    void knownKeyOfTheFile(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("junit-platform.properties"), "leakcheck.mode = off\n");

        assertThat(outcomes(ForkedJUnit.onCurrent().prepend(directory).run(PlainFixture.class)))
                .isEqualTo(CLEAN + FILE_OK + THREAD_OK);
    }

    @Test
    void unknownKeyThatResemblesNone() {
        TestRun run =
                InProcess.engine().parameter("leakcheck.nonsense.entirely", "1").run(OneTestFixture.ClassCase.class);

        assertThat(Outcomes.of(run, OneTestFixture.ClassCase.class))
                .isEqualTo(
                        "class failed: Unknown configuration parameter 'leakcheck.nonsense.entirely'." + ALLOWED_KEYS);
    }

    private static Class<?>[] cases() {
        return new Class<?>[] {
            OneTestFixture.ClassCase.class, OneTestFixture.OtherClassCase.class, OneTestFixture.MethodCase.class
        };
    }

    private static void assertUnknown(TestRun run) {
        String complaint = " failed: Unknown configuration parameter 'leakcheck.bugdet.heap':"
                + " did you mean 'leakcheck.budget.heap'?" + ALLOWED_KEYS;
        assertThat(Outcomes.of(run, OneTestFixture.ClassCase.class)).isEqualTo("class" + complaint);
        assertThat(Outcomes.of(run, OneTestFixture.OtherClassCase.class)).isEqualTo("class" + complaint);
        assertThat(Outcomes.of(run, OneTestFixture.MethodCase.class))
                .isEqualTo("checked()" + complaint + "\nunchecked() successful");
    }

    private static TestRun plain(String key, String value) {
        ForkedJUnit fork = ForkedJUnit.onCurrent().parameter("leakcheck.settle", "20ms");
        return fork.parameter(key, value).run(PlainFixture.class);
    }

    private static String outcomes(TestRun run) {
        return Outcomes.of(run, PlainFixture.class) + "\n";
    }

    /** Without a site it is made of the path, which changes from run to run. */
    private static String fingerprint(TestRun run, String test) {
        String message = run.test(test).mustFail().messageOrEmpty();
        return message.substring(message.length() - 8);
    }
}
