package dev.leakcheck.internal.os;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The text of a symbolic link's target, whatever bytes it is made of. */
final class LinkText {

    private static final char UNDECODABLE = '\uFFFD';

    private LinkText() {}

    static String of(Path target) {
        String text = target.toString();
        return text.indexOf(UNDECODABLE) < 0 || !target.isAbsolute() ? text : decoded(target, text);
    }

    /**
     * JDK 17 decodes names by the locale, so that under LANG=C every umlaut is lost. The URI still has the bytes:
     * they are taken for UTF-8, and shown as {@code \xNN} if they are not.
     */
    private static String decoded(Path target, String lossy) {
        try {
            // Some paths get a closing slash from toUri(), which would make '/a.txt' and '/a.txt/' two things.
            byte[] bytes = bytes(target.toUri(), lossy.endsWith("/"));
            return utf8(bytes);
        } catch (RuntimeException unexpected) {
            return lossy;
        }
    }

    private static byte[] bytes(URI uri, boolean keepSlash) {
        String raw = uri.getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        int end = !keepSlash && raw.length() > 1 && raw.endsWith("/") ? raw.length() - 1 : raw.length();
        for (int i = 0; i < end; i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toByteArray();
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            StringBuilder text = new StringBuilder();
            for (byte b : bytes) {
                if (b >= 0) {
                    text.append((char) b);
                } else {
                    text.append(String.format("\\x%02x", b & 0xff));
                }
            }
            return text.toString();
        }
    }
}
