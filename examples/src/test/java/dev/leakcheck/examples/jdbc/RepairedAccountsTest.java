package dev.leakcheck.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.Database;
import java.sql.SQLIntegrityConstraintViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@LeakCheck
class RepairedAccountsTest {

    @RegisterExtension
    static final Database DATABASE = new Database();

    @Test
    void refusesToOverdraw() {
        RepairedAccounts accounts = new RepairedAccounts(DATABASE.pool());

        for (int customer = 1; customer <= 2; customer++) {
            assertThatThrownBy(() -> accounts.withdraw(1, 500))
                    .isInstanceOf(SQLIntegrityConstraintViolationException.class);
        }
        assertThatCode(() -> accounts.withdraw(1, 10)).doesNotThrowAnyException();
    }
}
