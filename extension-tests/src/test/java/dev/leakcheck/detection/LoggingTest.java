package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.JdkDefectsFixture;
import dev.leakcheck.fixtures.LoggingFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logging is configured by the test that happens to log first, and is there for all. */
@EnabledOnOs(OS.LINUX)
class LoggingTest {

    private static final String LEAKS = "left 1 file descriptor open (budget 0)";

    @TempDir
    Path folder;

    @Test
    void log4jIsThereForAll() throws IOException {
        Path configuration = write("log4j2.xml", """
                <Configuration>
                  <Appenders>
                    <RollingFile name="file" fileName="FOLDER/a.log" filePattern="FOLDER/a-%i.log">
                      <PatternLayout pattern="%m%n"/>
                      <SizeBasedTriggeringPolicy size="1KB"/>
                    </RollingFile>
                    <Async name="async"><AppenderRef ref="file"/></Async>
                  </Appenders>
                  <Loggers>
                    <Root level="info"><AppenderRef ref="file"/><AppenderRef ref="async"/></Root>
                  </Loggers>
                </Configuration>
                """);

        judges(ForkedJUnit.onCurrent()
                .logging("log4j")
                .systemProperty("log4j2.configurationFile", configuration.toString())
                .run(LoggingFixture.class));
        assertThat(folder.resolve("a-1.log")).exists();
    }

    @Test
    void logbackIsThereForAll() throws IOException {
        Path configuration = write("logback.xml", """
                <configuration>
                  <appender name="file" class="ch.qos.logback.core.FileAppender">
                    <file>FOLDER/b.log</file>
                    <encoder><pattern>%m%n</pattern></encoder>
                  </appender>
                  <appender name="async" class="ch.qos.logback.classic.AsyncAppender">
                    <appender-ref ref="file"/>
                  </appender>
                  <root level="info"><appender-ref ref="async"/></root>
                </configuration>
                """);

        judges(ForkedJUnit.onCurrent()
                .logging("logback")
                .systemProperty("logback.configurationFile", configuration.toString())
                .run(LoggingFixture.class));
        assertThat(folder.resolve("b.log")).exists();
    }

    private static void judges(TestRun run) {
        assertThat(Outcomes.of(run))
                .containsExactly(
                        "a_logsFirst: SUCCESSFUL", "b_goesOnToTheNextFile: SUCCESSFUL", "c_leavesAFile: " + LEAKS);
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void theJdksOwnAndItsDefectsAreNobodys(Jdk jdk) throws IOException {
        Path configuration = write("logging.properties", """
                handlers=java.util.logging.FileHandler
                java.util.logging.FileHandler.pattern=FOLDER/c.log
                """);

        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .systemProperty("java.util.logging.config.file", configuration.toString())
                .run(JdkDefectsFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "asksForTheTimeOfAnEntry: SUCCESSFUL",
                        "closesItsShell: SUCCESSFUL",
                        "leavesAFile: " + LEAKS,
                        "logsFirst: SUCCESSFUL",
                        "readsAConfigurationOfTheRecorder: SUCCESSFUL");
        assertThat(folder.resolve("c.log")).exists();
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text.replace("FOLDER", folder.toString()));
    }
}
