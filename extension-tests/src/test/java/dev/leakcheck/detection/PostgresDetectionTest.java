package dev.leakcheck.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.leakcheck.fixtures.jdbc.PostgresFixture;
import dev.leakcheck.testing.ForkedJUnit;
import dev.leakcheck.testing.TestRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Connections to a real server, whose sockets live by them. */
@EnabledOnOs(OS.LINUX)
class PostgresDetectionTest {

    @Test
    void showsTheSocketUnderItsConnection() throws Exception {
        Path programs = PostgresServer.programs();
        assumeTrue(programs != null, "PostgreSQL is not installed (Debian: apt-get install postgresql)");
        try (PostgresServer server = PostgresServer.start(programs)) {
            TestRun run = ForkedJUnit.onCurrent()
                    .systemProperty("leakcheck-test.postgres", server.url())
                    .parameter("leakcheck.settle", "50ms")
                    .run(PostgresFixture.class);

            assertThat(Outcomes.of(run))
                    .containsExactly(
                            "borrowed: left 1 JDBC connection unclosed (budget 0)",
                            "cleanDirect: SUCCESSFUL",
                            "cleanPool: SUCCESSFUL",
                            "cleanSource: SUCCESSFUL",
                            "isolation: SUCCESSFUL",
                            "opened: left 1 JDBC connection unclosed (budget 0)",
                            "statement: left 1 JDBC statement unclosed (budget 0)",
                            "tables: left 1 JDBC result set unclosed (budget 0)");
            assertThat(Outcomes.message(run.test("opened"))).isEqualTo("""
                            PostgresFixture.opened() left 1 JDBC connection unclosed (budget 0)

                              1) connection jdbc:postgresql://127.0.0.1:PORT/postgres; still there after 50 ms
                                 opened at
                            \tat dev.leakcheck.fixtures.jdbc.PostgresFixture.opened(PostgresFixture.java)
                                 with it:
                                   socket 127.0.0.1:PORT -> 127.0.0.1:PORT ESTABLISHED (fd N)
                                   statement SELECT pg_backend_pid()
                                   result set of SELECT pg_backend_pid()
                                 to fix:    close the connection on every path: try (Connection connection = DriverManager.getConnection(…))
                                 to allow:  @LeakBudget(jdbc = 1)
                                 leak FINGERPRINT
                            """.stripTrailing());
        }
    }
}
