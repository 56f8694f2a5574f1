package dev.leakcheck.internal.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as users write and read them; 1 KB = 1024 bytes. */
public final class Sizes {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(B|KB|MB|GB)", Pattern.CASE_INSENSITIVE);

    private Sizes() {}

    /**
     * Reads a size.
     *
     * @param place what to name in the error, for example {@code @LeakBudget(heap) on FooTest.bar()}
     * @throws BadConfigurationException if it is none
     */
    public static long parse(String text, String place) {
        String trimmed = text.trim();
        if (trimmed.equalsIgnoreCase("unlimited")) {
            return Budgets.UNLIMITED;
        }
        Matcher matcher = SIZE.matcher(trimmed);
        if (!matcher.matches()) {
            throw new BadConfigurationException(
                    place + ": '" + text
                            + "' is no size. Allowed are a whole number with B, KB, MB or GB such as \"512KB\" or \"4MB\", and \"unlimited\"");
        }
        long unit = switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
            case "KB" -> 1L << 10;
            case "MB" -> 1L << 20;
            case "GB" -> 1L << 30;
            default -> 1;
        };
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException tooLarge) {
            return Budgets.UNLIMITED;
        }
    }

    /** Writes a number of bytes to be read. */
    public static String format(long bytes) {
        if (bytes == Budgets.UNLIMITED) {
            return "unlimited";
        }
        if (bytes < 1024 || bytes < 10 * 1024 && bytes % 1024 != 0) {
            return bytes + " B";
        }
        if (bytes < 1024 * 1024) {
            return bytes / 1024 + " KB";
        }
        if (bytes % (1024 * 1024) == 0) {
            return bytes / (1024 * 1024) + " MB";
        }
        return String.format(Locale.ROOT, "%.1f MB", bytes / (1024.0 * 1024.0));
    }

    /** Writes a small number of bytes with a fraction, for rates. */
    public static String exact(long bytes) {
        long size = Math.abs(bytes);
        return size < 1024 || size >= 1024 * 1024
                ? format(bytes)
                : String.format(Locale.ROOT, "%.1f KB", bytes / 1024.0);
    }

    /** Writes a number of bytes as {@code @LeakBudget} takes it, rounded up. */
    public static String asBudget(long bytes) {
        long kb = (bytes + 1023) / 1024;
        return kb < 1024 ? kb + "KB" : (kb + 1023) / 1024 + "MB";
    }
}
