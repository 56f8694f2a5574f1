package dev.leakcheck.internal.track.jdbc;

import dev.leakcheck.internal.scope.ScopedOrigin;
import dev.leakcheck.internal.scope.Site;
import java.util.List;

/**
 * The connection pools, told by their packages, wherever they were relocated to: the connections that they ask drivers for,
 * on whichever thread, are their own.
 */
public final class ConnectionPools {

    private static final List<String> PACKAGES = List.of(
            "com.zaxxer.hikari.",
            "org.apache.commons.dbcp.",
            "org.apache.commons.dbcp2.",
            "org.apache.tomcat.dbcp.",
            "org.apache.tomcat.jdbc.pool.",
            "com.mchange.v2.",
            "io.agroal.",
            "org.h2.jdbcx.JdbcConnectionPool",
            "org.apache.ibatis.datasource.pooled.",
            "com.alibaba.druid.pool.",
            "com.alibaba.druid.filter.", // By which that asks the driver.
            "oracle.ucp.",
            "org.vibur.dbcp.",
            "com.jolbox.bonecp.",
            "org.jboss.jca.",
            "com.atomikos.",
            "bitronix.tm.",
            "cn.beecp.");

    private ConnectionPools() {}

    /** Whether a class belongs to a pool. */
    public static boolean isPool(String className) {
        for (String name : PACKAGES) {
            if (className.startsWith(name) || className.contains("." + name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it was a pool that asked: by the innermost frame below the giver's that is not the JDK's. */
    static boolean isPool(ScopedOrigin caller) {
        for (StackTraceElement frame : caller.stack()) {
            if (!Site.isJdk(frame)) {
                return isPool(frame.getClassName());
            }
        }
        return false;
    }
}
