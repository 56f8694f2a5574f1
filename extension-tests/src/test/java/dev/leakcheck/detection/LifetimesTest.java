package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.ApartFixture;
import dev.leakcheck.fixtures.ClassFixturesFixture.ClosingCase;
import dev.leakcheck.fixtures.ClassFixturesFixture.ExtendingCase;
import dev.leakcheck.fixtures.ClassFixturesFixture.ForgetfulCase;
import dev.leakcheck.fixtures.ClassFixturesFixture.ForgetfulExtendingCase;
import dev.leakcheck.fixtures.ClassFixturesFixture.HelpedCase;
import dev.leakcheck.fixtures.ClassFixturesFixture.InitialisedEarlierCase;
import dev.leakcheck.fixtures.ClassFixturesFixture.InstanceCase;
import dev.leakcheck.fixtures.ClosedAfterAllFixture;
import dev.leakcheck.fixtures.ExtensionWorkFixture;
import dev.leakcheck.fixtures.FileSystemsFixture;
import dev.leakcheck.fixtures.HoldersFixture;
import dev.leakcheck.fixtures.LifetimesFixture.OnDemandCase;
import dev.leakcheck.fixtures.LifetimesFixture.OneOfBaseCase;
import dev.leakcheck.fixtures.LifetimesFixture.OtherOfBaseCase;
import dev.leakcheck.fixtures.LifetimesFixture.ServiceCase;
import dev.leakcheck.fixtures.LifetimesFixture.TestCase;
import dev.leakcheck.fixtures.LifetimesFixture.WithExtensionCase;
import dev.leakcheck.fixtures.MemoizedFixture;
import dev.leakcheck.fixtures.OnDemandFixture;
import dev.leakcheck.fixtures.OwnStaticsFixture.AnewCase;
import dev.leakcheck.fixtures.OwnStaticsFixture.ForgottenCase;
import dev.leakcheck.fixtures.OwnStaticsFixture.OfInstanceCase;
import dev.leakcheck.fixtures.OwnStaticsFixture.OpenedCase;
import dev.leakcheck.fixtures.OwnStaticsFixture.StoppedByOuterCase;
import dev.leakcheck.fixtures.OwnStaticsFixture.StoppedCase;
import dev.leakcheck.fixtures.QueuedFixture;
import dev.leakcheck.fixtures.StoredFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestResult;
import dev.leakcheck.testing.TestRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What rightly outlives a test is not the test's, nor its class's. */
class LifetimesTest {

    /** The oldest and the newest: what they differ in is how JUnit keeps and makes objects. */
    static Iterable<String> versions() {
        List<String> all = ForkedJUnit.versions();
        return new LinkedHashSet<>(List.of(all.get(0), all.get(all.size() - 1)));
    }

    @Test
    void sparesWhatAClassMakesOnDemandForAll() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(OnDemandCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "comesFirst: SUCCESSFUL",
                        "comesSecond: SUCCESSFUL",
                        "connectsAndForgets: left 1 file descriptor open (budget 0)",
                        "connectsFirst: SUCCESSFUL",
                        "registers: left 1 file descriptor open (budget 0)",
                        "startsAThreadInAConstant: left 1 thread running (budget 0)",
                        "startsAThreadMadeByTheInitialiser: SUCCESSFUL",
                        "startsAThreadOfALazyHolder: SUCCESSFUL",
                        "startsAThreadOfTheLatest: left 1 thread running (budget 0)",
                        "startsAnew: left 1 thread running (budget 0)",
                        "startsBesideAFlag: left 1 thread running (budget 0)",
                        "startsByAFlag: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("startsAnew"))).contains("""
                     of the pool created at
                \tat dev.leakcheck.fixtures.LifetimesFixture$Anew.start(LifetimesFixture.java)
                \tat dev.leakcheck.fixtures.LifetimesFixture$OnDemandCase.startsAnew(LifetimesFixture.java)""");
    }

    @Test
    void sparesWhatASingletonMakesOnDemand() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(ServiceCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "leaksPoolOfAnother: left 1 thread running (budget 0)",
                        "leaksThreadOfAnother: left 1 thread running (budget 0)",
                        "usesPoolInAFieldOfTheOnlyOne: SUCCESSFUL",
                        "usesPoolInAReference: SUCCESSFUL",
                        "usesThreadOfTheOnlyOne: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("leaksThreadOfAnother"))).contains("thread \"of another\"");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void sparesFileSystemsAndWatchServicesMadeOnDemandForAll(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(FileSystemsFixture.class);

        String leaks = "left 1 file descriptor open (budget 0)";
        assertThat(Outcomes.of(run))
                .containsExactly(
                        "closesALoaderOfItsOwn: SUCCESSFUL",
                        "closesAWatchOfItsOwn: SUCCESSFUL",
                        "leavesALoaderOfItsOwn: " + leaks,
                        "leavesAWatchOfItsOwn: " + leaks,
                        "looksForThatOfAnAddressItself: " + leaks,
                        "opensAnArchiveAnew: " + leaks,
                        "opensThatOfAnAddressAnew: " + leaks,
                        "usesTheArchive: SUCCESSFUL",
                        "usesTheArchiveOfAnAddress: SUCCESSFUL",
                        "usesTheLoaderOfAConstant: SUCCESSFUL",
                        "usesTheLoaderOfTheClass: SUCCESSFUL",
                        "usesTheRootOfAnAddress: SUCCESSFUL",
                        "usesTheRootOfAnArchive: SUCCESSFUL",
                        "usesTheWatch: SUCCESSFUL",
                        "usesTheWatchOfTheOnlyOne: SUCCESSFUL",
                        "watchesAnew: " + leaks);
        assertThat(Outcomes.message(run.test("leavesALoaderOfItsOwn")).replaceAll("\\S*archive\\d+", "archive"))
                .isEqualTo("""
                        FileSystemsFixture.leavesALoaderOfItsOwn() left 1 file descriptor open (budget 0)

                          1) file archive.zip (fd N); still there after 50 ms
                             of the URLClassLoader of archive.zip created at
                        \tat dev.leakcheck.fixtures.FileSystems.newLoader(FileSystems.java)
                        \tat dev.leakcheck.fixtures.FileSystemsFixture.leavesALoaderOfItsOwn(FileSystemsFixture.java)
                             opened at
                        \tat dev.leakcheck.fixtures.FileSystemsFixture.leavesALoaderOfItsOwn(FileSystemsFixture.java)
                             to fix:    call close() on the URLClassLoader
                             to allow:  @LeakBudget(fileDescriptors = 1)
                             leak FINGERPRINT""");
        assertThat(Outcomes.message(run.test("leavesAWatchOfItsOwn")))
                .contains(
                        "  1) inotify (a WatchService) (fd N); still there",
                        "dev.leakcheck.fixtures.FileSystemsFixture.leavesAWatchOfItsOwn(",
                        "       thread \"FileSystemWatchService\", daemon=true, RUNNABLE\n");
    }

    @Test
    void sparesWhatOneElementHoldsForAll() {
        TestRun run =
                ForkedJUnit.onCurrent().parameter("leakcheck.settle", "50ms").run(HoldersFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "beginsOnceInAJvm: SUCCESSFUL",
                        "makesItsOwnOnce: left 1 thread running (budget 0)",
                        "makesOneOfAKey: left 1 thread running (budget 0)",
                        "makesOneOfAName: left 1 thread running (budget 0)",
                        "makesOneOfANameAsConfigured: left 1 thread running (budget 0)",
                        "makesOneUnlessItIsAnother: left 1 thread running (budget 0)",
                        "startsOnceBesideAFlag: left 1 thread running (budget 0)",
                        "startsOnceForEachObject: left 1 thread running (budget 0)",
                        "startsOnceInAJvm: SUCCESSFUL",
                        "startsWhatAFlagOnlyAsks: left 1 thread running (budget 0)",
                        "startsWhatItShouldStop: left 1 thread running (budget 0)",
                        "suppliesAnew: left 1 thread running (budget 0)",
                        "usesThatAskedForWithNullFirst: SUCCESSFUL",
                        "usesThatInAnArray: SUCCESSFUL",
                        "usesThatOfAConstant: SUCCESSFUL",
                        "usesThatOfANameInTheCode: SUCCESSFUL",
                        "usesThatPromised: SUCCESSFUL",
                        "usesThatSupplied: SUCCESSFUL");
    }

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @Test
    void sparesWhatWaitsInTheQueueOfACache() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .parameter("leakcheck.report.dir", "report")
                .run(QueuedFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "givesAwayWhatItMadeItself: left 1 file descriptor open (budget 0)",
                        "keepsOneOfThoseInUse: left 1 file descriptor open (budget 0)",
                        "keepsWhatItBorrowed: left 1 file descriptor open (budget 0)",
                        "leavesItsOwnCache: left 1 file descriptor open (budget 0)",
                        "usesThatOfTheClass: SUCCESSFUL",
                        "usesTheSharedOne: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("leavesItsOwnCache"))).contains("""
                \tat dev.leakcheck.fixtures.ConnectionCache.borrow(ConnectionCache.java)
                \tat dev.leakcheck.fixtures.QueuedFixture.use(QueuedFixture.java)
                \tat dev.leakcheck.fixtures.QueuedFixture.leavesItsOwnCache(QueuedFixture.java)
                """);
        assertThat(run.summary()).contains("left by the run: 2;");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void leavesToTheClassWhatItsFixturesOpenLater(String version) {
        TestRun run = ForkedJUnit.on(version)
                .parameter("leakcheck.settle", "50ms")
                .run(
                        ClosingCase.class,
                        ExtendingCase.class,
                        ForgetfulExtendingCase.class,
                        InitialisedEarlierCase.class,
                        InstanceCase.class,
                        HelpedCase.class,
                        ForgetfulCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "ClassFixturesFixture$ForgetfulCase: left 1 file descriptor open (budget 0)",
                        "ClassFixturesFixture$ForgetfulExtendingCase: left 1 file descriptor open (budget 0)",
                        "readsAJarOfTheClass: SUCCESSFUL",
                        "readsASecond: left 1 file descriptor open (budget 0)",
                        "readsInTimeThatOfTheClass: SUCCESSFUL",
                        "readsItsOwn: left 1 file descriptor open (budget 0)",
                        "readsItsOwnBesideTheBaseClass: left 1 file descriptor open (budget 0)",
                        "readsItsOwnInTime: left 1 file descriptor open (budget 0)",
                        "readsThatMadeBefore: SUCCESSFUL",
                        "readsThatOfAll: SUCCESSFUL",
                        "readsThatOfAllByAHelper: SUCCESSFUL",
                        "readsThatOfAnInitialisedClass: SUCCESSFUL",
                        "readsThatOfTheBaseClass: SUCCESSFUL",
                        "readsThatOfTheBaseClass: SUCCESSFUL",
                        "readsThatOfTheClass: SUCCESSFUL",
                        "readsThatOfTheInstance: SUCCESSFUL",
                        "readsThatOfTheOuterClass: SUCCESSFUL",
                        "readsWhatNobodyCloses: SUCCESSFUL");
        assertThat(Outcomes.message(run.container(ForgetfulCase.class))).contains("""
                \tat dev.leakcheck.fixtures.Archive.read(Archive.java)
                \tat dev.leakcheck.fixtures.ClassFixturesFixture$ForgetfulCase.readsWhatNobodyCloses(ClassFixturesFixture.java)
                """);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void leavesToTheClassWhatItsOnlyInstanceKeeps(String version) {
        TestRun run =
                ForkedJUnit.on(version).parameter("leakcheck.settle", "50ms").run(OfInstanceCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "startsItsOwnAndAsksLater: left 1 thread running (budget 0)",
                        "usesItToo: SUCCESSFUL",
                        "usesThatOfTheOuterInstance: SUCCESSFUL",
                        "usesThePoolOfTheInstance: SUCCESSFUL");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void leavesToTheClassWhatItsTestsMakeOnDemandForAll(String version) {
        TestRun run = ForkedJUnit.on(version)
                .parameter("leakcheck.settle", "50ms")
                .run(
                        StoppedCase.class,
                        OpenedCase.class,
                        StoppedByOuterCase.class,
                        ForgottenCase.class,
                        AnewCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "OwnStaticsFixture$ForgottenCase: left 1 thread running (budget 0)",
                        "assertsAndMakesItsOwn: left 1 thread running (budget 0)",
                        "leavesAStatement: left 1 JDBC statement unclosed (budget 0)",
                        "makesItsOwn: left 1 thread running (budget 0)",
                        "usesAForgottenPool: SUCCESSFUL",
                        "usesAForgottenPoolToo: SUCCESSFUL",
                        "usesAll: SUCCESSFUL",
                        "usesThePool: SUCCESSFUL",
                        "usesThePoolOfTheOuter: SUCCESSFUL",
                        "usesThePoolOfTheOuter: SUCCESSFUL",
                        "usesThePoolToo: SUCCESSFUL");
        assertThat(Outcomes.message(run.container(ForgottenCase.class))).contains("""
                     of the pool created at
                \tat dev.leakcheck.fixtures.OwnStaticsFixture.newPool(OwnStaticsFixture.java)
                \tat dev.leakcheck.fixtures.OwnStaticsFixture$ForgottenCase.begin(OwnStaticsFixture.java)""");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void leavesToTheClassWhatItMakesOnDemandInAnyWay(String version) {
        TestRun run = ForkedJUnit.on(version)
                .parameter("leakcheck.settle", "50ms")
                .run(
                        OnDemandFixture.InsideCase.class,
                        OnDemandFixture.FacadeCase.class,
                        OnDemandFixture.IdiomsCase.class,
                        OnDemandFixture.AccessorsCase.class,
                        OnDemandFixture.ByKeyCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "asksAfterItWasMadeAnew: left 1 thread running (budget 0)",
                        "callsAnotherEachTime: left 1 thread running (budget 0)",
                        "getsItUnderANumber: left 1 file descriptor open (budget 0)",
                        "getsOrElse: SUCCESSFUL",
                        "looksAtAFlag: SUCCESSFUL",
                        "looksAtAFlagBeforeItCallsAnother: SUCCESSFUL",
                        "looksForAMark: SUCCESSFUL",
                        "makesAnotherWhateverItsTextIs: left 1 thread running (budget 0)",
                        "makesAnotherWhateverTheNameIs: left 1 thread running (budget 0)",
                        "makesItAnewAndAsksLater: left 1 thread running (budget 0)",
                        "makesItsOwnOfAClassInside: left 1 thread running (budget 0)",
                        "opensAnotherOfAKey: SUCCESSFUL",
                        "opensItAnew: left 1 file descriptor open (budget 0)",
                        "opensOneOfAKey: SUCCESSFUL",
                        "opensOneThatAMethodLooksFor: SUCCESSFUL",
                        "opensOneThatIsIdleNow: SUCCESSFUL",
                        "preparesAStatement: SUCCESSFUL",
                        "replaces: left 1 thread running (budget 0)",
                        "requiresOrElse: SUCCESSFUL",
                        "runsATask: SUCCESSFUL",
                        "setsAnewWhateverAFlagSays: left 1 thread running (budget 0)",
                        "updatesAReference: SUCCESSFUL",
                        "usesThatOfAClassInside: SUCCESSFUL",
                        "usesThatOfEach: SUCCESSFUL",
                        "usesThatOfTheClass: SUCCESSFUL",
                        "usesThatOfTheMethod: SUCCESSFUL",
                        "usesThatOfTheObject: SUCCESSFUL",
                        "usesThatOfTheObjectThatAMethodOfAMethodAnswersWith: SUCCESSFUL");
    }

    @Test
    void sparesWhatALibraryKeepsForAllWhoeverFetchesIt(@TempDir Path folder) throws IOException {
        Path library = compiled(folder.resolve("library"), "library.Hub", """
                package library;
                public final class Hub {
                    private static Hub only;
                    private Thread worker;
                    public static synchronized Hub get() {
                        if (only == null) {
                            only = new Hub();
                        }
                        return only;
                    }
                    public synchronized void use() {
                        if (worker == null) {
                            worker = new Thread(() -> {
                                try {
                                    Thread.sleep(Long.MAX_VALUE);
                                } catch (InterruptedException told) {
                                    return;
                                }
                            });
                            worker.setDaemon(true);
                            worker.start();
                        }
                    }
                }
                """);
        Path production = compiled(folder.resolve("production"), "production.Service", """
                package production;
                public final class Service implements Runnable {
                    @Override
                    public void run() {
                        library.Hub.get().use();
                    }
                }
                """, library);

        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .prepend(library, production)
                .run(ApartFixture.class);

        assertThat(Outcomes.of(run)).containsExactly("usesItToo: SUCCESSFUL", "usesThatOfAll: SUCCESSFUL");
    }

    private static Path compiled(Path folder, String name, String code, Path... classPath) throws IOException {
        Path file = folder.resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, code);
        String path = Stream.of(classPath).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), "-cp", path, file.toString());
        assertThat(result).isZero();
        return folder;
    }

    @Test
    void sparesWhatIsRememberedForAll() {
        TestRun run = ForkedJUnit.onCurrent().run(MemoizedFixture.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "byFlag: SUCCESSFUL",
                        "byMark: SUCCESSFUL",
                        "byMarkInstead: SUCCESSFUL",
                        "ofTheTestItself: left 1 thread running (budget 0)");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void sparesWhatAnExtensionKeeps(String version) {
        TestRun run = ForkedJUnit.on(version)
                .parameter("leakcheck.settle", "50ms")
                .run(
                        StoredFixture.OfClassCase.class,
                        StoredFixture.OfRunCase.class,
                        StoredFixture.ListeningCase.class,
                        StoredFixture.NestedBeanCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "handsItATaskOfItsOwn: left 1 file descriptor open (budget 0)",
                        "readsItsOwn: left 1 file descriptor open (budget 0)",
                        "readsItsOwn: left 1 file descriptor open (budget 0)",
                        "readsItsOwn: left 1 file descriptor open (budget 0)",
                        "readsThatOfTheExtension: SUCCESSFUL",
                        "readsThatOfTheExtension: SUCCESSFUL",
                        "readsThatOfTheExtension: SUCCESSFUL",
                        "startsItsOwn: left 1 file descriptor open (budget 0)",
                        "startsThatOfTheExtension: SUCCESSFUL");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void tellsTheWorkOfAnExtensionFromThatOfItsTests(String version) {
        TestRun run = ForkedJUnit.on(version)
                .parameter("leakcheck.settle", "50ms")
                .run(ExtensionWorkFixture.KeptCase.class, ExtensionWorkFixture.HandedOverCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "closesIt: SUCCESSFUL",
                        "givesItBack: SUCCESSFUL",
                        "isThereWhenItBeginsToListen: SUCCESSFUL",
                        "leavesItOpen: left 1 file descriptor open (budget 0)",
                        "neverGivesItBack: left 1 file descriptor open (budget 0)");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void leavesToTheClassWhatItEndsAfterAllItsTests(String version) {
        TestRun run = ForkedJUnit.on(version)
                .parameter("leakcheck.settle", "50ms")
                .run(
                        ClosedAfterAllFixture.StoppedCase.class,
                        ClosedAfterAllFixture.StoppedByOuterCase.class,
                        ClosedAfterAllFixture.AcceptingCase.class,
                        ClosedAfterAllFixture.OverwrittenCase.class,
                        ClosedAfterAllFixture.OnlyReadCase.class,
                        ClosedAfterAllFixture.OfInstanceCase.class,
                        ClosedAfterAllFixture.NeverStoppedCase.class,
                        ClosedAfterAllFixture.OfTheTestCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "ClosedAfterAllFixture$OnlyReadCase: left 1 thread running (budget 0)",
                        "ClosedAfterAllFixture$OverwrittenCase: left 1 thread running (budget 0)",
                        "connectsToTheServerOfTheClass: SUCCESSFUL",
                        "makesAnother: SUCCESSFUL",
                        "makesItsOwn: left 1 thread running (budget 0), 1 file descriptor open (budget 0)",
                        "makesOne: SUCCESSFUL",
                        "makesWhatTheClassOnlyLooksAt: SUCCESSFUL",
                        "makesWhatTheClassStops: SUCCESSFUL",
                        "makesWhatTheInstanceKeeps: left 1 thread running (budget 0)",
                        "makesWhatTheOuterClassStopsAndWhatNobodyDoes: left 1 file descriptor open (budget 0)",
                        "usesIt: SUCCESSFUL",
                        "usesIt: SUCCESSFUL");
        assertThat(Outcomes.message(run.container(ClosedAfterAllFixture.OverwrittenCase.class)))
                .containsPattern("\\n     created in ClosedAfterAllFixture.OverwrittenCase.makes(One|Another)\\(\\)\\n")
                .contains("""
                     of the pool created at
                \tat dev.leakcheck.fixtures.ClosedAfterAllFixture.newPool(ClosedAfterAllFixture.java)
                \tat dev.leakcheck.fixtures.ClosedAfterAllFixture$OverwrittenCase.begin(ClosedAfterAllFixture.java)""");
    }

    @Test
    void leavesToTheClassWhatJUnitClosesAfterAllItsTests() {
        TestRun run = ForkedJUnit.onCurrent()
                .parameter("leakcheck.settle", "50ms")
                .run(ClosedAfterAllFixture.AutoClosedCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly("opensWhatIsClosedAndWhatIsNot: left 1 file descriptor open (budget 0)");
    }

    @ParameterizedTest
    @MethodSource("versions")
    void accusesTheOneThatLeaks(String version) {
        TestRun run = ForkedJUnit.on(version)
                .run(OneOfBaseCase.class, OtherOfBaseCase.class, WithExtensionCase.class, TestCase.class);

        assertThat(run.failed()).extracting(TestResult::displayName).containsExactly("startsByMethodReference()");
        assertThat(run.tests()).hasSize(6);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void accusesNobodyOfGrowthThatCannotBeExplained(String version) {
        TestRun run = ForkedJUnit.on(version)
                .systemProperty("java.io.tmpdir", "/nonexistent")
                .run("dev.leakcheck.fixtures.LifetimesFixture$TestCase#fillsAField");

        assertThat(run.failed()).isEmpty();
        assertThat(run.stderr()).contains("[LeakCheck] Growth of the heap could not be judged: ");
    }
}
