package dev.leakcheck.internal.benign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the rules over stacks that were captured at the choke points of JDK 17.0.15 and 25.0.3. */
class BenignSitesTest {

    private static final Pattern FRAME =
            Pattern.compile("(?:([\\w.]+)/)?([\\w.$]+)\\.([\\w$<>]+)\\((?:([^:)]+)(?::(\\d+))?)?\\)");

    @TestFactory
    Stream<DynamicTest> stacksOfJdk17() throws IOException {
        return stacks("sites-17.txt");
    }

    @TestFactory
    Stream<DynamicTest> stacksOfJdk25() throws IOException {
        return stacks("sites-25.txt");
    }

    @Test
    void whatUserCodeDoesBelowTheJdkIsItsOwn() {
        List<StackTraceElement> site = List.of(
                frame("java.base/java.io.FileInputStream.<init>(FileInputStream.java:1)"),
                frame("com.acme.Handler.apply(Handler.java:1)"),
                frame("java.net.http/jdk.internal.net.http.HttpClientImpl.create(HttpClientImpl.java:1)"),
                frame("java.base/java.util.SomeSingleton.<clinit>(SomeSingleton.java:1)"));
        assertThat(BenignSites.match(site)).isNull();
    }

    @Test
    void aUserClassInAJdkPackageIsNoJdkFrame() {
        assertThat(BenignSites.match(List.of(frame("com.sun.acme.Main.<clinit>(Main.java:1)"))))
                .isNull();
        assertThat(BenignSites.match(List.of())).isNull();
    }

    @Test
    void theInnermostLoaderDecides() {
        StackTraceElement zip = frame("java.base/java.util.zip.ZipFile.<init>(ZipFile.java:1)");
        StackTraceElement path = frame("java.base/jdk.internal.loader.URLClassPath.getLoader(URLClassPath.java:1)");
        StackTraceElement builtin =
                frame("java.base/jdk.internal.loader.BuiltinClassLoader.loadClass(BuiltinClassLoader.java:1)");
        StackTraceElement own = frame("java.base/java.net.URLClassLoader.findClass(URLClassLoader.java:1)");
        assertThat(BenignSites.match(List.of(zip, path, builtin, own))).isNotNull();
        assertThat(BenignSites.match(List.of(zip, path, own, builtin))).isNull();
        assertThat(BenignSites.match(List.of(zip, builtin))).isNull();
    }

    @Test
    void everyRuleSaysWhy() {
        assertThat(BenignSites.rules()).allSatisfy(rule -> {
            assertThat(rule.name()).isNotBlank();
            assertThat(rule.what()).isNotBlank();
            assertThat(rule.reason()).isNotBlank();
        });
    }

    private static Stream<DynamicTest> stacks(String resource) throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        try (InputStream in = BenignSitesTest.class.getResourceAsStream(resource)) {
            for (String section : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^## ")) {
                if (!section.isBlank()) {
                    List<String> lines =
                            section.lines().filter(line -> !line.isBlank()).toList();
                    List<StackTraceElement> site =
                            lines.stream().skip(1).map(BenignSitesTest::frame).toList();
                    tests.add(DynamicTest.dynamicTest(lines.get(0), () -> check(lines.get(0), site)));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(30);
        return tests.stream();
    }

    private static void check(String name, List<StackTraceElement> site) {
        BenignSites.Rule rule = BenignSites.match(site);
        String expected = name.startsWith("none: ") ? "none" : name.replaceFirst(" \\(.*", "");
        assertThat(rule == null ? "none" : rule.name()).isEqualTo(expected);
    }

    private static StackTraceElement frame(String line) {
        Matcher matcher = FRAME.matcher(line.strip());
        assertThat(matcher.matches()).as(line).isTrue();
        return new StackTraceElement(
                null,
                matcher.group(1),
                null,
                matcher.group(2),
                matcher.group(3),
                matcher.group(4),
                matcher.group(5) == null ? -1 : Integer.parseInt(matcher.group(5)));
    }
}
