package dev.leakcheck.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Runs fixtures through the Surefire of this build, for what a user reads on the console.
 *
 * <p>Offline, by the Maven and the local repository of the running build; where there is none, as in an IDE, the test
 * that asks is aborted with the reason.
 */
public final class ForkedSurefire {

    private final Map<String, String> configuration = new LinkedHashMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final Map<String, String> userProperties = new LinkedHashMap<>();

    private ForkedSurefire() {}

    public static ForkedSurefire withDefaults() {
        return new ForkedSurefire();
    }

    /** An element of the plugin's configuration, such as {@code trimStackTrace}, {@code argLine} or {@code forkCount}. */
    public ForkedSurefire configuration(String element, String value) {
        configuration.put(element, value);
        return this;
    }

    /** A JUnit configuration parameter. */
    public ForkedSurefire parameter(String key, String value) {
        parameters.put(key, value);
        return this;
    }

    /** {@code -Dkey=value} on Maven's command line; Surefire hands it on to the tests. */
    public ForkedSurefire userProperty(String key, String value) {
        userProperties.put(key, value);
        return this;
    }

    /** Registers extensions by the service loader, as on an unmodified project. */
    public ForkedSurefire autodetection() {
        return parameter("junit.jupiter.extensions.autodetection.enabled", "true");
    }

    /**
     * The outcome of a build.
     *
     * @param console all that Maven printed
     * @param directory the base directory of the generated project; reports are in {@code target/surefire-reports}
     */
    public record Run(int exitCode, String console, Path directory) {}

    public Run run(Class<?>... fixtures) {
        Path directory = Fork.directory("forked-surefire");
        List<String> command = new ArrayList<>();
        command.add(maven().toString());
        command.addAll(List.of("-B", "-o", "-ntp", "-Dstyle.color=never"));
        command.add("-Dmaven.repo.local=" + property("leakcheck-test.maven.repository"));
        command.add("-Dtest=" + Stream.of(fixtures).map(Class::getName).collect(Collectors.joining(",")));
        userProperties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("org.apache.maven.plugins:maven-surefire-plugin:" + property("leakcheck-test.surefire.version")
                + ":test");
        write(directory.resolve("pom.xml"), pom());
        Fork fork = Fork.run(directory, command, Duration.ofMinutes(3), environment -> {
            environment.put("JAVA_HOME", Jdk.current().home().toString());
            environment.keySet().removeAll(List.of("MAVEN_ARGS", "MAVEN_OPTS", "MAVEN_CMD_LINE_ARGS"));
        });
        if (fork.stdout().contains("in offline mode")) {
            throw new TestAbortedException("the local repository has not all that Surefire needs: " + fork.stdout());
        }
        return new Run(fork.exitCode(), fork.stdout() + fork.stderr(), directory);
    }

    private String pom() {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.acme</groupId>
                  <artifactId>shop</artifactId>
                  <version>1</version>
                  <properties>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                    <dependency>
                      <groupId>org.junit.jupiter</groupId>
                      <artifactId>junit-jupiter</artifactId>
                      <version>%s</version>
                      <scope>test</scope>
                    </dependency>
                  </dependencies>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>org.apache.maven.plugins</groupId>
                        <artifactId>maven-surefire-plugin</artifactId>
                        <version>%s</version>
                        <configuration>
                          <testClassesDirectory>%s</testClassesDirectory>
                          <additionalClasspathElements>
                            %s
                          </additionalClasspathElements>
                          <properties>
                            <configurationParameters>
                %s
                            </configurationParameters>
                          </properties>
                          %s
                        </configuration>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(
                        property("leakcheck-test.junit.version"),
                        property("leakcheck-test.surefire.version"),
                        escaped(testClasses()),
                        ClassPath.withoutJUnit().stream()
                                .filter(entry -> !entry.equals(testClasses()))
                                .map(entry -> element("additionalClasspathElement", entry))
                                .collect(Collectors.joining()),
                        parameters.entrySet().stream()
                                .map(entry -> escaped(entry.getKey() + " = " + entry.getValue()))
                                .collect(Collectors.joining("\n")),
                        configuration.entrySet().stream()
                                .map(entry -> element(entry.getKey(), entry.getValue()))
                                .collect(Collectors.joining()));
    }

    private static String testClasses() {
        return Path.of(property("leakcheck-test.build"), "test-classes").toString();
    }

    private static String element(String name, String value) {
        return "<" + name + ">" + escaped(value) + "</" + name + ">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static Path maven() {
        Path bin = Path.of(property("leakcheck-test.maven.home"), "bin");
        return Stream.of("mvn.cmd", "mvn")
                .filter(name ->
                        name.endsWith(".cmd") == System.getProperty("os.name").startsWith("Windows"))
                .map(bin::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new TestAbortedException("no mvn in " + bin));
    }

    private static String property(String name) {
        String value = System.getProperty(name, "");
        if (value.isBlank() || value.startsWith("${")) {
            throw new TestAbortedException("not run by Maven: no system property " + name);
        }
        return value;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
