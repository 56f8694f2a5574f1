package dev.leakcheck.internal.probe.jdbc;

import dev.leakcheck.internal.os.Printable;
import java.util.regex.Pattern;

/** Makes addresses and statements fit to be printed: short, on one line, and without what may be secret. */
final class JdbcText {

    private static final int LONGEST = 120;
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern DRIVER = Pattern.compile("(?i)^jdbc:[a-z0-9_+-]+:([a-z0-9_+-]+:(?!//))?");
    private static final Pattern PASSWORD =
            Pattern.compile("(?i)(\\b(?:password|identified\\s+by|secret)\\s*=?\\s*)'[^']*'");

    private JdbcText() {}

    /** The address without user, password and parameters. */
    static String url(String url) {
        String address = withoutUser(url);
        int end = address.length();
        for (char parameters : new char[] {'?', ';'}) {
            int at = address.indexOf(parameters);
            end = at < 0 ? end : Math.min(end, at);
        }
        return Printable.of(shortened(address.substring(0, end)));
    }

    /** {@code //user:password@host}, or Oracle's {@code user/password@host}; a password may hold any character. */
    private static String withoutUser(String url) {
        int at = url.lastIndexOf('@');
        if (at < 0) {
            return url;
        }
        int slashes = url.indexOf("//");
        if (slashes >= 0 && slashes < at) {
            return url.substring(0, slashes + 2) + url.substring(at + 1);
        }
        var driver = DRIVER.matcher(url);
        int start = driver.find() ? driver.end() : 0;
        return start <= at ? url.substring(0, start) + url.substring(at) : url;
    }

    /** The statement on one line. */
    static String sql(String sql) {
        String line = SPACE.matcher(sql.strip()).replaceAll(" ");
        return Printable.of(shortened(PASSWORD.matcher(line).replaceAll("$1'…'")));
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
