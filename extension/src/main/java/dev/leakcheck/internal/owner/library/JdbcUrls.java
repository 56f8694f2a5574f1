package dev.leakcheck.internal.owner.library;

import dev.leakcheck.internal.os.Printable;
import org.jspecify.annotations.Nullable;

/** Names a database without its secrets. */
final class JdbcUrls {

    private JdbcUrls() {}

    /** {@code  of jdbc:h2:mem:x}, or nothing: what follows the name, and who logs in, may be secret. */
    static String suffix(@Nullable Object url) {
        if (!(url instanceof String text) || text.isEmpty()) {
            return "";
        }
        return " of " + Printable.of(text.replaceFirst("[?;].*", "").replaceFirst("//[^/]*@", "//"));
    }
}
