package dev.leakcheck.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs fixtures with the JUnit Platform in a JVM of its own, on a JUnit version of the build's matrix and a JDK.
 *
 * <pre>{@code
 * TestRun run = ForkedJUnit.on("5.9.3").jvmArgs("-Xmx64m").parameter("leakcheck.mode", "report").run(FooFixture.class);
 * assertThat(run.test("leaks").mustFail().message()).startsWith("...");
 * }</pre>
 */
public final class ForkedJUnit {

    private static final int OLDEST_JDK = 17;
    private static final String PREFIX = "junit-";
    private static final String OLD_PREFIX = "old-junit-";
    private static final String SUMMARY = "(?m)^\\[LeakCheck\\] Summary: .*\\R";

    /** A short-lived JVM spends most of its time on compiling. */
    private static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1");

    private final String junit;
    private final List<String> jvmArgs = new ArrayList<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final List<String> classPath = new ArrayList<>(ClassPath.withoutJUnit());
    private Jdk jdk = Jdk.current();
    private Duration timeout = Duration.ofMinutes(2);

    private ForkedJUnit(String junit) {
        this.junit = junit;
    }

    /**
     * The JUnit Jupiter versions to run on, oldest first: on the oldest JDK all, on later ones, where nothing depends on both, only
     * the newest beside the build's own.
     */
    public static List<String> versions() {
        List<String> all = allVersions();
        return Runtime.version().feature() <= OLDEST_JDK ? all : all.subList(all.size() - 1, all.size());
    }

    /** Those that the build laid ready, oldest first. */
    static List<String> allVersions() {
        return laidReady(PREFIX);
    }

    private static List<String> laidReady(String prefix) {
        try (Stream<Path> directories = Files.list(build())) {
            return directories
                    .map(directory -> directory.getFileName().toString())
                    .filter(name -> name.matches(prefix + "\\d.*"))
                    .map(name -> name.substring(prefix.length()))
                    .sorted(Comparator.comparing(Version::parse))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On a version of {@link #versions()}, and the current JDK until told otherwise. */
    public static ForkedJUnit on(String version) {
        return new ForkedJUnit(PREFIX + version);
    }

    /** On the version that is too old for LeakCheck. */
    public static ForkedJUnit onTooOld() {
        return new ForkedJUnit(OLD_PREFIX + laidReady(OLD_PREFIX).get(0));
    }

    /** On the version that this build's own tests run on. */
    public static ForkedJUnit onCurrent() {
        return on(System.getProperty("leakcheck-test.junit.version"));
    }

    public ForkedJUnit jdk(Jdk jdk) {
        this.jdk = jdk;
        return this;
    }

    public ForkedJUnit jvmArgs(String... arguments) {
        jvmArgs.addAll(List.of(arguments));
        return this;
    }

    /** A system property of the forked JVM. */
    public ForkedJUnit systemProperty(String key, String value) {
        return jvmArgs("-D" + key + "=" + value);
    }

    /** A JUnit configuration parameter of the discovery request. */
    public ForkedJUnit parameter(String key, String value) {
        parameters.put(key, value);
        return this;
    }

    /** Registers extensions by the service loader, as on an unmodified project. */
    public ForkedJUnit autodetection() {
        return parameter("junit.jupiter.extensions.autodetection.enabled", "true");
    }

    /** Takes the entries whose path contains this text off the class path. */
    public ForkedJUnit without(String partOfPath) {
        classPath.removeIf(entry -> entry.contains(partOfPath));
        return this;
    }

    /** Puts entries before the others on the class path. */
    public ForkedJUnit prepend(Path... entries) {
        Stream.of(entries).forEach(entry -> classPath.add(0, entry.toString()));
        return this;
    }

    /** With a version of OkHttp and its MockWebServer that the build laid ready, instead of the build's own. */
    public ForkedJUnit okHttp(String okHttpVersion) {
        without("/com/squareup/").without("/org/jetbrains/kotlin/");
        try (Stream<Path> jars = Files.list(build().resolve("okhttp-" + okHttpVersion))) {
            jars.sorted().forEach(this::prepend);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("OkHttp " + okHttpVersion + " was not laid ready by the build", e);
        }
    }

    /** With the second line of Netty that the build laid ready, instead of the build's own. */
    public ForkedJUnit otherNetty() {
        return without("/io/netty/").withLaidReady("netty-");
    }

    /** With the older line of Jetty that the build laid ready, instead of the build's own. */
    public ForkedJUnit olderJetty() {
        return without("/org/eclipse/jetty/").withLaidReady("jetty-");
    }

    /** With the real providers of SLF4J that the build laid ready, {@code log4j} or {@code logback}. */
    public ForkedJUnit logging(String provider) {
        return without("/slf4j-nop/").withLaidReady(provider + "-");
    }

    private ForkedJUnit withLaidReady(String prefix) {
        for (String version : laidReady(prefix)) {
            try (Stream<Path> jars = Files.list(build().resolve(prefix + version))) {
                jars.sorted().forEach(this::prepend);
            } catch (IOException e) {
                throw new UncheckedIOException(prefix + version + " was not laid ready by the build", e);
            }
        }
        return this;
    }

    /** The OkHttp versions that the build laid ready, oldest first. */
    public static List<String> okHttpVersions() {
        return laidReady("okhttp-");
    }

    public ForkedJUnit timeout(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    public TestRun run(Class<?>... fixtures) {
        return run(Stream.of(fixtures).map(Class::getName).toArray(String[]::new));
    }

    /** Each a class name or {@code class#method}. */
    public TestRun run(String... fixtures) {
        // Not below the build's folder: the path of a Unix domain socket has to be short.
        Path temporary = TemporaryDirectory.create();
        try {
            return run(temporary, fixtures);
        } finally {
            TemporaryDirectory.delete(temporary);
        }
    }

    private TestRun run(Path temporary, String... fixtures) {
        Path directory = Fork.directory("forked-junit");
        Path results = directory.resolve("results.txt");
        List<String> command = new ArrayList<>();
        command.add(jdk.executable().toString());
        command.addAll(QUICK);
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(jvmArgs);
        command.add("-classpath");
        command.add(String.join(File.pathSeparator, wholeClassPath()));
        command.add(LauncherMain.class.getName());
        command.add(results.toString());
        parameters.forEach((key, value) -> command.add(key + "=" + value));
        command.addAll(List.of(fixtures));
        Fork fork = Fork.run(directory, command, timeout, environment -> {});
        List<String> lines = lines(results);
        if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(LauncherMain.END)) {
            throw new AssertionError("the run did not come to its end\n" + fork.described(command));
        }
        return new TestRun(
                lines.stream().limit(lines.size() - 1).map(LauncherMain::decode).toList(),
                fork.stdout(),
                fork.stderr().replaceAll(SUMMARY, ""),
                fork.stderr()
                        .lines()
                        .filter(line -> (line + "\n").matches(SUMMARY))
                        .collect(Collectors.joining("\n")),
                directory);
    }

    private List<String> wholeClassPath() {
        List<String> entries = new ArrayList<>(classPath);
        try (Stream<Path> jars = Files.list(build().resolve(junit))) {
            jars.map(Path::toString).sorted().forEach(entries::add);
        } catch (IOException e) {
            throw new UncheckedIOException(junit + " was not laid ready by the build", e);
        }
        return entries;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path build() {
        return Path.of(System.getProperty("leakcheck-test.build", "target")).toAbsolutePath();
    }
}
