package dev.leakcheck.examples.support;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database that is reached by sockets, and a pool for it, up while the tests of a class run. */
public final class DatabaseServer implements BeforeAllCallback, AfterAllCallback {

    private Server server;
    private HikariDataSource pool;

    /** The address of the database. */
    public String url() {
        return "jdbc:h2:tcp://localhost:" + server.getPort() + "/mem:tenant";
    }

    /** The pool of the program. */
    public DataSource pool() {
        return pool;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        pool.close();
        server.stop();
    }
}
