package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.fixtures.jdbc.EmbeddedDatabasesFixture.DerbyOfClassCase;
import dev.leakcheck.fixtures.jdbc.EmbeddedDatabasesFixture.MyBatisCase;
import dev.leakcheck.fixtures.jdbc.EmbeddedDatabasesFixture.OnDemandCase;
import dev.leakcheck.fixtures.jdbc.EmbeddedDatabasesFixture.SqliteCase;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.Jdk;
import dev.leakcheck.testing.TestRun;
import java.util.Collection;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files and threads of a database inside the JVM are the database's, and that is there for all. */
@EnabledOnOs(OS.LINUX)
class EmbeddedDatabasesTest {

    static Collection<Jdk> jdks() {
        return Jdk.all();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void areNobodysWhoeverComesFirst(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .systemProperty("derby.stream.error.file", "derby.log")
                .parameter("leakcheck.settle", "50ms")
                .parameter("leakcheck.run", "fail")
                .run(DerbyOfClassCase.class, OnDemandCase.class);

        assertThat(Outcomes.of(run))
                .contains(
                        "bootsDerby: SUCCESSFUL",
                        "bootsDerbyAndShutsItDown: SUCCESSFUL",
                        "bootsDerbyToo: SUCCESSFUL",
                        "callsARoutine: SUCCESSFUL",
                        "leavesAConnectionToDerby: left 1 JDBC connection unclosed (budget 0)",
                        "leavesAConnectionToHsqldb: left 1 JDBC connection unclosed (budget 0)",
                        "opensHsqldb: SUCCESSFUL",
                        "opensHsqldbToo: SUCCESSFUL",
                        "shutsHsqldbDownUnderAConnection: SUCCESSFUL",
                        "usesAnotherTableOfDerby: SUCCESSFUL",
                        "usesOneTableOfDerby: SUCCESSFUL")
                .hasSize(12);
        String left = Outcomes.message(run.container("JUnit Jupiter"));
        assertThat(left)
                .contains("left 2 services running")
                .containsPattern("1\\) Derby database \\S+/shared; still there after 50 ms")
                .contains("to fix:    shut the database down: connect to jdbc:derby:<database>;shutdown=true");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void filesOfSqliteLiveByItsConnections(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(SqliteCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly(
                        "borrowsTwoOfThePool: SUCCESSFUL",
                        "leavesAConnectionToSqlite: left 1 JDBC connection unclosed (budget 0)",
                        "leavesAFileBesideSqlite: left 1 file descriptor open (budget 0)",
                        "writesAheadByThatOfTheClass: SUCCESSFUL");
        assertThat(Outcomes.message(run.test("leavesAConnectionToSqlite")))
                .containsPattern("     with it:\n       file \\S+/left.db \\(fd N\\)\n");
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void aWrapperThatThrowsOnceClosedIsClosed(Jdk jdk) {
        TestRun run = ForkedJUnit.onCurrent()
                .jdk(jdk)
                .parameter("leakcheck.settle", "50ms")
                .run(MyBatisCase.class);

        assertThat(Outcomes.of(run))
                .containsExactly("closes: SUCCESSFUL", "forgets: left 1 JDBC connection unclosed (budget 0)");
        assertThat(run.stderr()).doesNotContain("isClosed()");
    }
}
