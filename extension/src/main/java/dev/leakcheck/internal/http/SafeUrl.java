package dev.leakcheck.internal.http;

import dev.leakcheck.internal.os.Printable;
import java.net.URI;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/** URLs without what may be secret: user, password, query, fragment. */
public final class SafeUrl {

    private SafeUrl() {}

    /** For a URI. */
    public static String of(URI uri) {
        return text(uri.getScheme(), uri.getHost(), uri.getPort(), uri.getRawPath());
    }

    /** For a URL. */
    public static String of(URL url) {
        return text(url.getProtocol(), url.getHost(), url.getPort(), url.getPath());
    }

    private static String text(@Nullable String scheme, @Nullable String host, int port, @Nullable String path) {
        return Printable.of(
                scheme + "://" + host + (port < 0 ? "" : ":" + port) + (path == null || path.isEmpty() ? "/" : path));
    }
}
