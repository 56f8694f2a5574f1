package dev.leakcheck.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.DatabaseServer;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@LeakCheck
class RepairedTenantReportTest {

    @RegisterExtension
    static final DatabaseServer DATABASE = new DatabaseServer();

    @Test
    void countsTables() throws SQLException {
        assertThat(RepairedTenantReport.tables(DATABASE.pool())).isPositive();
    }
}
