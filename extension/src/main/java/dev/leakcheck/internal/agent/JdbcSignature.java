package dev.leakcheck.internal.agent;

/** Searches the bytes of a class file for what every class that implements JDBC has in its constant pool. */
final class JdbcSignature {

    private static final byte[] PACKAGE = ascii("java/sql/");
    private static final byte[][] HANDED_OUT = {
        ascii("Connection;"),
        ascii("Statement;"),
        ascii("PreparedStatement;"),
        ascii("CallableStatement;"),
        ascii("ResultSet;")
    };

    /** How far to go on when the byte below the package's last one is this: Horspool's algorithm. */
    private static final byte[] SKIP = skips();

    private JdbcSignature() {}

    /**
     * Whether a method that returns a connection, statement or result set is named in it.
     *
     * @param anyMention whether the package's name is enough
     */
    static boolean isIn(byte[] bytes, boolean anyMention) {
        int last = PACKAGE.length - 1;
        int at = last;
        while (at < bytes.length) {
            byte here = bytes[at];
            if (here == '/' && isAt(bytes, at - last, PACKAGE)) {
                if (anyMention || isReturned(bytes, at - last)) {
                    return true;
                }
                at += PACKAGE.length;
            } else {
                at += here < 0 ? PACKAGE.length : SKIP[here];
            }
        }
        return false;
    }

    private static boolean isReturned(byte[] bytes, int at) {
        if (at < 2 || bytes[at - 1] != 'L' || bytes[at - 2] != ')') {
            return false;
        }
        for (byte[] type : HANDED_OUT) {
            if (isAt(bytes, at + PACKAGE.length, type)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int at, byte[] text) {
        if (at < 0 || at + text.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (bytes[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] skips() {
        byte[] skips = new byte[128];
        for (int i = 0; i < skips.length; i++) {
            skips[i] = (byte) PACKAGE.length;
        }
        for (int i = 0; i < PACKAGE.length - 1; i++) {
            skips[PACKAGE[i]] = (byte) (PACKAGE.length - 1 - i);
        }
        return skips;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }
}
