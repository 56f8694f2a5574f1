package dev.leakcheck.internal.verdict;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;

/** Names a leak so that it stays the same from run to run and when lines move: by classes and methods, not lines. */
final class Fingerprint {

    private static final int FRAMES = 6;
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    /** javac numbers lambdas and anonymous classes by position, and the JVM what it makes at run time by order. */
    private static final Pattern SERIAL = Pattern.compile("(?<=\\$|Proxy|Accessor)\\d+|/0x[0-9a-f]+");

    private Fingerprint() {}

    /** Eight hexadecimal digits for a kind of resource created here; {@code label} serves where no site is known. */
    static String of(String noun, List<StackTraceElement> site, String label) {
        StringBuilder text = new StringBuilder(noun);
        if (site.isEmpty()) {
            text.append('\n').append(NUMBERS.matcher(label).replaceAll("#"));
        }
        site.stream()
                .limit(FRAMES)
                .forEach(frame -> text.append('\n')
                        .append(SERIAL.matcher(frame.getClassName() + '.' + frame.getMethodName())
                                .replaceAll("#")));
        byte[] digest = sha256(text.toString());
        StringBuilder hex = new StringBuilder(8);
        for (int i = 0; i < 4; i++) {
            hex.append(Character.forDigit(digest[i] >> 4 & 15, 16)).append(Character.forDigit(digest[i] & 15, 16));
        }
        return hex.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
