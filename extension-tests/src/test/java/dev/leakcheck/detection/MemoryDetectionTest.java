package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.ClassLoadersFixture;
import dev.leakcheck.fixtures.InstanceFieldsFixture;
import dev.leakcheck.fixtures.LibraryTableFixture;
import dev.leakcheck.fixtures.MemoryFixture;
import dev.leakcheck.fixtures.NoGcFixture;
import dev.leakcheck.fixtures.OnDemandMemoryFixture;
import dev.leakcheck.fixtures.StaticMemoryFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MemoryDetectionTest {

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void findsWhatIsHeldAboveTheBudget(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .jvmArgs("-XX:+UseG1GC")
                .parameter("leakcheck.settle", "50ms")
                .run(NoGcFixture.class, StaticMemoryFixture.class, MemoryFixture.class);

        assertThat(Outcomes.of(run))
                .filteredOn(line -> !line.startsWith("repetition ") || !line.endsWith(": SUCCESSFUL"))
                .containsExactly(
                        "belowBudget: SUCCESSFUL",
                        "directBuffer: left 2 MB of direct memory reserved (budget 1 MB)",
                        "directBufferBelowBudget: SUCCESSFUL",
                        "directBufferBesideOneInField: left 3 MB of direct memory reserved (budget 1 MB)",
                        "directBufferInField: SUCCESSFUL",
                        "directBufferInFieldAndElsewhere: left 5 MB of direct memory reserved (budget 1 MB)",
                        "directBufferWithinItsBudget: SUCCESSFUL",
                        "directBuffersOfOneSite: left 8 MB of direct memory reserved (budget 1 MB)",
                        "directGarbage: SUCCESSFUL",
                        "fieldOfInstance: SUCCESSFUL",
                        "garbage: SUCCESSFUL",
                        "garbageAfterFixture: SUCCESSFUL",
                        "largeBudget: SUCCESSFUL",
                        "smallBudget: left 1 MB of heap reachable (budget 64 KB)",
                        "smallBudgetKept: SUCCESSFUL",
                        "staticList: left 10 MB of heap reachable (budget 4 MB)",
                        "staticMap: left 8 MB of heap reachable (budget 4 MB)",
                        "threadLocal: left 6 MB of heap reachable (budget 4 MB)",
                        "usesStaticState: SUCCESSFUL",
                        "usesStaticStateToo: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("staticMap")).replaceAll("\\+\\d+ × ", "+N × "))
                .isEqualTo("""
                MemoryFixture.staticMap() left 8 MB of heap reachable (budget 4 MB)

                  1) heap grew by 8 MB, held by static dev.leakcheck.fixtures.MemoryFixture.MAP
                     allocated at: unknown, leakcheck.heap.sites=jfr shows it
                     reachable through
                       static dev.leakcheck.fixtures.MemoryFixture.MAP -> HashMap -> long[] (+8 MB)
                     of these classes
                       +8 MB    +N × long[]
                     to fix:    take out of dev.leakcheck.fixtures.MemoryFixture.MAP what the test put in, or bound it
                     to allow:  @LeakBudget(heap = "9MB")
                     leak FINGERPRINT""");
        assertThat(run.test("staticMap").mustFail().frames())
                .singleElement()
                .asString()
                .matches("dev\\.leakcheck\\.fixtures\\.MemoryFixture\\.staticMap\\(MemoryFixture\\.java:\\d+\\)");
        assertThat(Outcomes.message(run.test("directBuffer"))).isEqualTo("""
                MemoryFixture.directBuffer() left 2 MB of direct memory reserved (budget 1 MB)

                  1) direct buffer of 2 MB
                     allocated at
                \tat dev.leakcheck.fixtures.MemoryFixture.directBuffer(MemoryFixture.java)
                     to fix:    let go of the buffer: a direct buffer is freed once nothing holds it or a slice of it
                     to allow:  @LeakBudget(directMemory = "2MB")
                     leak FINGERPRINT""");
    }

    @Test
    void sparesWhoeverIsFirstToUseWhatIsMadeForAll() {
        TestRun run = ForkedJUnit.onCurrent().run(OnDemandMemoryFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "appendsToAChain: left 8 MB of heap reachable (budget 4 MB)",
                        "fillsACache: left 8 MB of heap reachable (budget 4 MB)",
                        "firstToUseAMap: SUCCESSFUL",
                        "firstToUseASingleton: SUCCESSFUL",
                        "firstToUseATable: SUCCESSFUL",
                        "keepsItsOwn: left 8 MB of heap reachable (budget 4 MB)",
                        "putsByReference: left 8 MB of heap reachable (budget 4 MB)",
                        "replacesATable: left 8 MB of heap reachable (budget 4 MB)");
    }

    @Test
    void sparesWhoeverIsFirstToUseALibrary(@TempDir Path directory) throws IOException {
        String leak = ": left 8 MB of heap reachable (budget 4 MB)";
        TestRun ofLibrary =
                ForkedJUnit.onCurrent().prepend(libraryIn(directory)).run(LibraryTableFixture.class);

        assertThat(Outcomes.of(ofLibrary))
                .containsExactly(
                        "firstToUseAList: SUCCESSFUL",
                        "firstToUseARegistry" + leak,
                        "firstToUseATable: SUCCESSFUL",
                        "firstToUseAnArrayOfLists: SUCCESSFUL",
                        "growsTheList" + leak);
        assertThat(ofLibrary.stderr())
                .contains("nobody's leak: held by static dev.leakcheck.fixtures.LibraryTables$Chunks.LIST");

        TestRun ofProject = ForkedJUnit.onCurrent().run(LibraryTableFixture.class);

        assertThat(Outcomes.of(ofProject))
                .containsExactly(
                        "firstToUseAList" + leak,
                        "firstToUseARegistry" + leak,
                        "firstToUseATable" + leak,
                        "firstToUseAnArrayOfLists" + leak,
                        "growsTheList" + leak);
    }

    /** Without the agent it is not known that they are the first, but an array is as large as it can get. */
    @Test
    void sparesWhoeverUsesATableOfALibrary(@TempDir Path directory) throws IOException {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.agent", "off")
                .prepend(libraryIn(directory))
                .run(LibraryTableFixture.class);

        assertThat(Outcomes.of(run)).contains("firstToUseATable: SUCCESSFUL");
        assertThat(run.failed()).hasSize(4);
    }

    /** Loaded classes are tolerated, but not one by one with a loader each. */
    @ParameterizedTest
    @MethodSource("jdks")
    void findsClassLoadersThatAreKept(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent().jdk(jdk).run(ClassLoadersFixture.class);

        assertThat(Outcomes.of(run))
                .map(line -> line.replaceAll("left \\d+ MB", "left N MB"))
                .containsExactly(
                        "keepsManyLoaders: left N MB of heap reachable (budget 4 MB)",
                        "keepsOneLoaderOfManyClasses: SUCCESSFUL",
                        "letsGoOfManyLoaders: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("keepsManyLoaders")))
                .contains("held by static dev.leakcheck.fixtures.ClassLoadersFixture.KEPT");
    }

    private static Path libraryIn(Path directory) throws IOException {
        Path jar = directory.resolve("library.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String part : List.of("", "$Transitions", "$Shards", "$Registry", "$Chunks")) {
                String name = "dev/leakcheck/fixtures/LibraryTables" + part + ".class";
                out.putNextEntry(new ZipEntry(name));
                try (InputStream in =
                        Objects.requireNonNull(LibraryTableFixture.class.getResourceAsStream('/' + name))) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    @Test
    void namesNobodyElseForWhatTheTestInstanceHolds() {
        TestRun run = ForkedJUnit.onCurrent().run(InstanceFieldsFixture.class);

        assertThat(Outcomes.of(run)).containsExactly("a_holdsOne: SUCCESSFUL", "b_holdsMany: SUCCESSFUL");
        assertThat(run.stderr()).doesNotContain("[LeakCheck]");
    }

    @Test
    void subtractsFromATotalWhatTheTestInstanceHolds() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.agent", "off")
                .parameter("leakcheck.settle", "50ms")
                .run(MemoryFixture.class.getName() + "#directBufferBesideOneInField");

        assertThat(Outcomes.of(run))
                .containsExactly("directBufferBesideOneInField: left 3 MB of direct memory reserved (budget 1 MB)");
        assertThat(Outcomes.headlines(run))
                .singleElement()
                .asString()
                .endsWith("-> direct buffers of 23 MB in all, 20 MB of it the test instance's own");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysThatDirectMemoryCouldNotBeJudged() {
        TestRun run = ForkedJUnit.onCurrent()
                .jvmArgs("-Djava.io.tmpdir=/proc")
                .parameter("leakcheck.settle", "50ms")
                .run(MemoryFixture.class.getName() + "#directBuffer");

        assertThat(Outcomes.of(run)).containsExactly("directBuffer: SUCCESSFUL");
        assertThat(run.stderr()
                        .lines()
                        .filter(line -> line.startsWith("[LeakCheck]"))
                        .map(line -> line.replaceAll("of \\d+ MB", "of N MB")))
                .containsExactly("[LeakCheck] Direct memory above its budget could not be judged: /proc has 0 MB free,"
                        + " too little for a heap dump of N MB; free some or set -Djava.io.tmpdir");
    }
}
