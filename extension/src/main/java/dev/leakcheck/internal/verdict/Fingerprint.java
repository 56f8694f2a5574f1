package dev.leakcheck.internal.verdict;

import dev.leakcheck.internal.scope.PublicApi;
import dev.leakcheck.internal.scope.Site;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names a leak so that it stays the same from run to run and when lines move: by classes and methods, not lines. */
final class Fingerprint {

    private static final int FRAMES = 6;
    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    /** javac numbers lambdas and anonymous classes by position, and the JVM what it makes at run time by order. */
    private static final Pattern SERIAL =
            Pattern.compile("(?<=\\$)\\d+|(?<=\\$Proxy)\\d+|(?<=^jdk\\.proxy)\\d+|/0x[0-9a-f]+");

    /** What is no part of a name in Java. */
    private static final Pattern COUNT = Pattern.compile("(?<![\\p{L}\\d_$])\\d+");

    /** The name of a thread. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    private Fingerprint() {}

    /**
     * Eight hexadecimal digits for a kind of resource created here.
     *
     * @param call what the first frame of the site called, which tells a file from a socket; null if that is not known
     * @param label serves where no site is known: numbers in it differ from run to run
     */
    static String of(String noun, @Nullable StackTraceElement call, List<StackTraceElement> site, String label) {
        StringBuilder text = new StringBuilder(noun);
        if (site.isEmpty()) {
            text.append('\n').append(withoutNumbers(label));
        } else if (call != null) {
            text.append("\n> ").append(api(call));
        }
        site.stream().limit(FRAMES).forEach(frame -> text.append('\n').append(method(frame.getClassName(), frame)));
        return digits(text.toString());
    }

    /**
     * Eight hexadecimal digits for what a holder keeps.
     *
     * @param holder classes and fields, whose digits count, and quoted names of threads, whose digits do not
     */
    static String ofHolder(String noun, String holder) {
        String named = QUOTED.matcher(withoutSerials(holder))
                .replaceAll(thread -> Matcher.quoteReplacement(withoutNumbers(thread.group())));
        return digits(noun + '\n' + COUNT.matcher(named).replaceAll("#"));
    }

    private static String api(StackTraceElement call) {
        Class<?> type = Site.isJdk(call) ? PublicApi.type(call) : null;
        return method(type == null ? call.getClassName() : type.getName(), call);
    }

    private static String method(String type, StackTraceElement frame) {
        return withoutSerials(type + '.' + frame.getMethodName());
    }

    private static String withoutSerials(String name) {
        return SERIAL.matcher(name).replaceAll("#");
    }

    private static String withoutNumbers(String label) {
        return NUMBERS.matcher(label).replaceAll("#");
    }

    private static String digits(String text) {
        byte[] digest = sha256(text);
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
