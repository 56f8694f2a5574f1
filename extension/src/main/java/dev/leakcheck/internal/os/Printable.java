package dev.leakcheck.internal.os;

/** Makes names fit to be printed: a file name may hold line feeds, escape sequences and text-direction marks. */
public final class Printable {

    private Printable() {}

    /** The text with control characters escaped. */
    public static String of(String text) {
        int odd = 0;
        while (odd < text.length() && !isOdd(text.charAt(odd))) {
            odd++;
        }
        return odd == text.length() ? text : escaped(text);
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isUnprintable(c)) {
                escaped.append(escape(c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static String escape(int c) {
        return switch (c) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format("\\u%04x", c);
        };
    }

    private static boolean isOdd(char c) {
        return c < ' ' || c > '~' && isUnprintable(c);
    }

    private static boolean isUnprintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
