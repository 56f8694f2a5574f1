package dev.leakcheck.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakcheck.LeakCheck;
import dev.leakcheck.examples.support.Database;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@LeakCheck
class AccountsLeakDemo {

    @RegisterExtension
    static final Database DATABASE = new Database();

    @Test
    void refusesToOverdraw() {
        Accounts accounts = new Accounts(DATABASE.pool());

        for (int customer = 1; customer <= 2; customer++) {
            assertThatThrownBy(() -> accounts.withdraw(1, 500))
                    .isInstanceOf(SQLIntegrityConstraintViolationException.class);
        }
        assertThatThrownBy(() -> accounts.withdraw(1, 10)) // the third customer, who has money, gets none
                .isInstanceOf(SQLTransientConnectionException.class);
    }
}
