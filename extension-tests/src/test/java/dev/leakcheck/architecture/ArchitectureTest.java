package dev.leakcheck.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.leakcheck.LeakCheck;
import dev.leakcheck.Resource;
import dev.leakcheck.Scope;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which way data flows in the extension: JUnit entry, scope, probes, verdict, message; and what each may know. */
class ArchitectureTest {

    private static final String RELOCATED = "dev.leakcheck.internal.shaded..";

    /** What annotations for readers and tools may come from, anywhere. */
    private static final String[] ANNOTATIONS = {"org.jspecify.annotations..", "org.apiguardian.api.."};

    private static JavaClasses extension;

    @BeforeAll
    static void importExtension() throws URISyntaxException {
        URL location = LeakCheck.class.getProtectionDomain().getCodeSource().getLocation();
        boolean directory = Files.isDirectory(Path.of(location.toURI()));
        extension = new ClassFileImporter()
                .withImportOption(file -> !file.contains("/internal/shaded/"))
                .importUrl(directory ? location : jar(location));
    }

    @Test
    void readsTheExtension() {
        assertThat(extension.contain(LeakCheck.class)).isTrue();
        assertThat(extension.that(resideInAPackage(RELOCATED))).isEmpty();
        assertThat(extension.that(not(resideInAPackage("dev.leakcheck..")))).isEmpty();
    }

    @Test
    void onlyTheEntryKnowsJUnit() {
        check(noClasses()
                .that()
                .resideInAnyPackage(
                        internal("verdict", "scope", "probe", "track", "message", "report", "freeze", "os", "heap"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.junit.."));
    }

    @Test
    void probesKnowNothingOfEachOther() {
        check(slices().matching("dev.leakcheck.internal.probe.(*)..").should().notDependOnEachOther());
    }

    @Test
    void internalPackagesHaveNoCycles() {
        check(slices().matching("dev.leakcheck.internal.(*)..").should().beFreeOfCycles());
    }

    @Test
    void bootstrapKnowsJavaOnly() {
        check(classes()
                .that()
                .resideInAPackage("dev.leakcheck.bootstrap..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.leakcheck.bootstrap..", "java.."));
    }

    @Test
    void spiKnowsResourcesAndScopesOnly() {
        check(classes()
                .that()
                .resideInAPackage("dev.leakcheck.spi..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("dev.leakcheck.spi..", "java..")
                        .or(belongToAnyOf(Resource.class, Scope.class))
                        .or(resideInAnyPackage(ANNOTATIONS))));
    }

    @Test
    void whatIsNotPublicIsInternal() {
        check(classes()
                .should()
                .resideInAnyPackage(
                        "dev.leakcheck",
                        "dev.leakcheck.spi",
                        "dev.leakcheck.assertj",
                        "dev.leakcheck.bootstrap..",
                        "dev.leakcheck.internal.."));
    }

    @Test
    void assertJIsOptional() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.leakcheck.assertj..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.assertj.."));
    }

    @Test
    void onlyTheAgentWeaves() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.leakcheck.internal.agent..", "dev.leakcheck.internal.bytecode..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.objectweb.asm..", "net.bytebuddy..", RELOCATED));
    }

    @Test
    void okHttpIsNotLinkedTo() {
        check(noClasses().should().dependOnClassesThat().resideInAnyPackage("okhttp3..", "okio..", "kotlin.."));
    }

    @Test
    void apacheHttpClientIsNotLinkedTo() {
        check(noClasses().should().dependOnClassesThat().resideInAnyPackage("org.apache.hc.."));
    }

    @Test
    void nothingLogs() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
    }

    @Test
    void standardOutputIsTheTestsOwn() {
        check(noClasses().that().doNotHaveSimpleName("BenignTable").should().accessField(System.class, "out"));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(extension);
    }

    private static String[] internal(String... packages) {
        return Stream.of(packages)
                .map(name -> "dev.leakcheck.internal." + name + "..")
                .toArray(String[]::new);
    }

    private static URL jar(URL location) {
        try {
            return new URL("jar:" + location + "!/");
        } catch (MalformedURLException e) {
            throw new IllegalStateException(location.toString(), e);
        }
    }
}
