package dev.leakcheck.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakcheck.LeakCheck;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What users get: a jar that brings nothing onto their class path. */
class PackagingTest {

    private static Path extension;

    @BeforeAll
    static void testsRunAgainstTheJar() throws URISyntaxException {
        extension = Path.of(LeakCheck.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assumeTrue(Files.isRegularFile(extension), "there is a jar from the package phase on: use mvn verify");
    }

    @Test
    void everyClassIsInOurPackages() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.endsWith(".class"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("dev/leakcheck/"));
    }

    @Test
    void weavingIsRelocated() throws IOException {
        assertThat(entries())
                .contains(
                        "dev/leakcheck/internal/shaded/asm/ClassVisitor.class",
                        "dev/leakcheck/internal/shaded/attach/ByteBuddyAgent.class");
        // Byte Buddy's agent is there, but Mockito's: that the published pom brings none is tested below.
        assertThat(System.getProperty("java.class.path").split(File.pathSeparator))
                .noneMatch(entry -> entry.contains("asm-"));
    }

    @Test
    void carriesTheLicencesOfWhatItContains() throws IOException {
        assertThat(entries()).contains("META-INF/LICENSE", "META-INF/NOTICE", "META-INF/licenses/asm.txt");
    }

    @Test
    void manifestNamesTheAgentAndTheModule() throws IOException {
        try (JarFile jar = new JarFile(extension.toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Automatic-Module-Name")).isEqualTo("dev.leakcheck");
            assertThat(attributes.getValue("Premain-Class")).isEqualTo(attributes.getValue("Agent-Class"));
            assertThat(attributes.getValue("Can-Retransform-Classes")).isEqualTo("true");
        }
    }

    @Test
    void publishedPomHasNoDependencyForUsers() throws Exception {
        Document pom = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of(System.getProperty("leakcheck-test.published.pom"))
                        .toFile());
        NodeList dependencies = pom.getElementsByTagName("dependency");
        assertThat(dependencies.getLength()).isPositive();
        for (int i = 0; i < dependencies.getLength(); i++) {
            assertThat(scope((Element) dependencies.item(i))).isIn("provided", "test");
        }
    }

    private static String scope(Element dependency) {
        NodeList scope = dependency.getElementsByTagName("scope");
        return scope.getLength() == 0 ? "compile" : scope.item(0).getTextContent();
    }

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(extension.toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }
}
